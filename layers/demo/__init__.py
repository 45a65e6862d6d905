"""The demonstration: a whole country of invented people, streets and events on real territories.

Built in memory from seeded streams of chance, then written by set-based inserts that leave the
rows that the services would have left (`manage.py seed_demo`).
"""

"""The list of sites: its declared columns, their orders and sums."""

"""A vintage of the French territory, from the files of ``fixtures/`` into the database.

``bundle`` and ``outlines`` read, ``admin_express`` replaces outlines, ``derive`` dissolves and
simplifies, ``check`` refuses, ``load`` and ``succession`` write, ``run`` does it all.
"""

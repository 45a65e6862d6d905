"""What history rows tell of one site: read in one statement, said in words."""

from sites.history.acts import Act, Asked, Change, Older, acts_of, change_of, in_words, people_of
from sites.history.tables import TABLES, Table, readable
from sites.history.words import Line

__all__ = [
    "TABLES",
    "Act",
    "Asked",
    "Change",
    "Line",
    "Older",
    "Table",
    "acts_of",
    "change_of",
    "in_words",
    "people_of",
    "readable",
]

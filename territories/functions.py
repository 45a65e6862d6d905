"""Database functions of migration 0001, for expressions and for other apps' searches."""

from django.db.models import Func, TextField


class Normalise(Func):
    """Lower case, no accent, words apart by one space; "st", "ste" written out. Immutable."""

    function = "territories_normalise"
    arity = 1
    output_field = TextField()


class SearchCodes(Func):
    """``code, postcodes`` → " 93066 93200 93210": each code after a space. Immutable."""

    function = "territories_search_codes"
    arity = 2
    output_field = TextField()

"""The territories of one site, in the query that fetches it, each looked up by its key.

Joined, as a list does, they make seven tables whose every order the planner weighs: 6 ms of the 9
that it takes to plan the first query of a page, for 1 ms to run it.
"""

from typing import Any

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from territories.enums import Level

# The levels that a site carries as a column; the others are looked up in the containment.
COLUMNS = {
    Level.REGION: "region",
    Level.DEPARTEMENT: "departement",
    Level.EPCI: "epci",
    Level.COMMUNE: "commune",
    Level.ARRONDISSEMENT_MUNICIPAL: "municipal_arrondissement",
}
FIELDS = ("id", "level", "code", "name")


def looked_up() -> ArraySubquery:
    """Of a site, to be given to `fill`: the territories that its columns lead to."""
    territory = apps.get_model("territories", "Territory")
    wanted: list[Any] = [OuterRef(f"{column}_id") for column in COLUMNS.values()]
    rows = territory.objects.filter(pk__in=wanted).order_by()
    return ArraySubquery(rows.values(json=JSONObject(**{name: name for name in FIELDS})))


def fill(site: Any, found: list[dict[str, Any]]) -> None:
    """Sets them; what is not in `FIELDS` is asked for once it is read."""
    territory = apps.get_model("territories", "Territory")
    rows = {
        row["id"]: territory.from_db(site._state.db, FIELDS, [row[name] for name in FIELDS])
        for row in found
    }
    for column in COLUMNS.values():
        setattr(site, column, rows.get(getattr(site, f"{column}_id")))

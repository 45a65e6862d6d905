"""Owners, procedures and the evacuation date as paper says them, from `legal.feature.legal`."""

from collections.abc import Mapping
from typing import Any

from layers.paper.blocks import Facts, Item, Items, Pair, Part
from layers.paper.options import Option
from layers.paper.words import day, more, said, short

MOST_OWNERS, MOST_PROCEDURES, MOST_STEPS = 4, 3, 4
LONGEST, LONGEST_STEP = 120, 180

Legal = Mapping[str, Any]


def owners(legal: Legal) -> Part:
    rows = legal["owners"]
    items = [_owner(row) for row in rows[:MOST_OWNERS]]
    cut = more(len(rows) - MOST_OWNERS, "autre propriétaire", "autres propriétaires")
    return Part(Option.OWNER.label, [Items(items, "Non renseigné.", cut, is_short=True)])


def _owner(row: Mapping[str, Any]) -> Item:
    several = "s" if len(row["parcels"]) > 1 else ""
    lines = [(f"Parcelle{several}", ", ".join(row["parcels"]))] if row["parcels"] else []
    if row["note"]:
        lines.append(("", short(row["note"], LONGEST)))
    return Item(row["name"], row["label"], lines)


def procedures(legal: Legal) -> Part:
    rows = legal["procedures"]
    items = [_procedure(row) for row in rows[:MOST_PROCEDURES]]
    cut = more(len(rows) - MOST_PROCEDURES, "autre procédure", "autres procédures")
    return Part(Option.LEGAL.label, [Items(items, "Aucune n’est renseignée.", cut)])


def _procedure(row: Mapping[str, Any]) -> Item:
    """Its newest steps, in the order of their days."""
    steps = row["steps"]
    lines = [("", short(row["note"], LONGEST))] if row["note"] else []
    if left := more(len(steps) - MOST_STEPS, "étape plus ancienne", "étapes plus anciennes"):
        lines.append(("", left))
    lines += [(day(step["on"]), _step(step)) for step in steps[-MOST_STEPS:]]
    return Item(row["title"] or row["label"], row["label"] if row["title"] else "", lines)


def _step(step: Mapping[str, Any]) -> str:
    said_of_it = (step["label"], _deadline(step), step["outcome"], step["note"])
    return short(". ".join(words.rstrip(". ") for words in said_of_it if words), LONGEST_STEP)


def _deadline(step: Mapping[str, Any]) -> str:
    if not step["deadline"]:
        return ""
    words = f"Échéance le {day(step['deadline'])}"
    if step["to_do"]:
        words += f" : {step['to_do']}"
    if step["met_on"]:
        return f"{words} (tenue le {day(step['met_on'])})"
    return f"{words} (en retard)" if step["is_overdue"] else words


def evacuation(legal: Legal) -> Part:
    row = legal["evacuation"]
    if row is None:
        return Part(Option.EVACUATION.label, [Items([], "Aucune n’est renseignée.")])
    rows: list[Pair] = [("Date", said(row["on"]))]
    if row["note"]:
        rows.append(("Précisions", short(row["note"], LONGEST)))
    return Part(Option.EVACUATION.label, [Facts(rows)])

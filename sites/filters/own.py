"""The filters on what a site itself holds."""

from functools import partial
from typing import Any

from django.db import models
from django.db.models import Value
from django.utils import timezone

from sites.enums import ACTIVE, ConditionLevel, SiteKind, SiteStatus
from sites.filters.declaration import Choice, Control, Filter, declare
from sites.models import CONDITION_FIELDS
from sites.querysets import SiteQuerySet
from territories.functions import Normalise
from territories.models import Territory

ALL = "tous"
MOST_PEOPLE = 100_000
MOST_DAYS = 3_650
LONGEST_TEXT = 100


def _territory(text: str) -> Territory:
    try:
        return Territory.objects.by_slug(text)
    except Territory.DoesNotExist:
        raise ValueError(f"Aucun territoire ne s’appelle « {text[:40]} ».") from None


def _among(values: tuple[str, ...], text: str) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(part for part in text.split(",") if part))
    if unknown := [part for part in chosen if part not in values]:
        raise ValueError(
            f"« {unknown[0][:40]} » n’est pas un choix. Choix possibles : {', '.join(values)}."
        )
    return chosen


def _whole(least: int, most: int, text: str) -> int:
    digits = text.isascii() and text.isdigit() and len(text) < 10
    if not (digits and least <= int(text) <= most):
        raise ValueError(f"Un nombre entier de {least} à {most} est attendu.")
    return int(text)


def _yes(text: str) -> bool:
    if text != "oui":
        raise ValueError("La seule valeur possible est « oui ».")
    return True


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT or "\x00" in text:
        raise ValueError(f"{LONGEST_TEXT} caractères au plus.")
    return text.strip()


def _by_status(sites: SiteQuerySet, chosen: tuple[str, ...]) -> SiteQuerySet:
    return sites if ALL in chosen else sites.filter(status__in=chosen)


def _by_text(sites: SiteQuerySet, text: str) -> SiteQuerySet:
    return sites.filter(search_text__contains=Normalise(Value(text))) if text else sites


def _labels(choices: tuple[Choice, ...], values: tuple[str, ...]) -> str:
    labels = {choice.value: choice.label for choice in choices}
    return ", ".join(labels[value] for value in values)


def _chosen(
    name: str, label: str, field: str, enum: type[models.TextChoices], *more: Choice, **options: Any
) -> Filter:
    """A filter on a column of choices, several at once."""
    choices = (*(Choice(*choice) for choice in enum.choices), *more)
    values = tuple(choice.value for choice in choices)
    return Filter(
        name,
        label,
        partial(_among, values),
        options.get("apply") or (lambda sites, chosen: sites.filter(**{f"{field}__in": chosen})),
        partial(_labels, choices),
        choices,
        several=True,
        control=Control.CHOICES,
        fold=options.get("fold", ""),
    )


declare(
    Filter("dans", "Territoire", _territory, SiteQuerySet.within, str, control=Control.TERRITORY),
    _chosen(
        "statut",
        "Statut",
        "status",
        SiteStatus,
        Choice(ALL, "Tous les statuts"),
        apply=_by_status,
        fold="Statut",
    ),
    _chosen("type", "Type", "kind", SiteKind, fold="Type"),
    Filter(
        "personnes_min",
        "Personnes, au moins",
        partial(_whole, 0, MOST_PEOPLE),
        lambda sites, least: sites.filter(people__gte=least),
        "au moins {} personnes".format,
        control=Control.NUMBER,
        fold="Personnes",
    ),
    Filter(
        "personnes_max",
        "Personnes, au plus",
        partial(_whole, 0, MOST_PEOPLE),
        lambda sites, most: sites.filter(people__lte=most),
        "au plus {} personnes".format,
        control=Control.NUMBER,
        fold="Personnes",
    ),
    Filter(
        "personnes_inconnues",
        "Nombre de personnes inconnu",
        _yes,
        lambda sites, _: sites.filter(people__isnull=True),
        lambda _: "nombre de personnes inconnu",
        (Choice("oui", "Nombre inconnu"),),
        control=Control.CHOICES,
        fold="Personnes",
    ),
    *(
        _chosen(str(group.value), str(group.label), field, ConditionLevel, fold="Conditions de vie")
        for group, field in CONDITION_FIELDS.items()
    ),
    Filter(
        "sans_maj",
        "Sans actualisation depuis (jours)",
        partial(_whole, 1, MOST_DAYS),
        lambda sites, days: sites.not_updated_for(days, timezone.localdate()),
        "sans actualisation depuis {} jours".format,
        control=Control.NUMBER,
        fold="Actualisation",
    ),
    Filter("texte", "Nom, adresse ou référence", _text, _by_text, "« {} »".format),
)

DEFAULTS: dict[str, Any] = {"statut": tuple(status.value for status in ACTIVE)}

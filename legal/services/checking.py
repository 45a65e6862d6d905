"""What a legal row may hold: each refusal at its field."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from legal.enums import StepKind
from sites.services.dates import not_in_future

PARCEL = re.compile(r"(?:\d{5}|2[AB]\d{3})\d{3}[0-9A-Z]{2}\d{4}")
MOST_PARCELS = 100
FARTHEST = timedelta(days=3653)
FIRST_DAY = date(1990, 1, 1)


def parcels(given: Iterable[str]) -> list[str]:
    """In capitals, each once, in order. Raises ValidationError on `parcels`."""
    found = list(dict.fromkeys(one.strip().upper() for one in given if one.strip()))
    if wrong := next((one for one in found if not PARCEL.fullmatch(one)), None):
        said = (
            f"« {wrong[:20]} » n’est pas un identifiant de parcelle : 14 signes, comme "
            "692590000B0042 (commune, préfixe, section, numéro)."
        )
        raise ValidationError({"parcels": said})
    if len(found) > MOST_PARCELS:
        raise ValidationError({"parcels": f"{MOST_PARCELS} parcelles au plus."})
    return found


def filled(values: Mapping[str, Any], **words: str) -> None:
    wrong = {name: said for name, said in words.items() if not values.get(name)}
    if wrong:
        raise ValidationError(wrong)


def one_of(values: Mapping[str, Any], name: str, kinds: Any) -> None:
    if values.get(name) not in kinds.values:
        raise ValidationError({name: "Choisissez dans la liste."})


def plausible(name: str, day: date | None) -> None:
    """A day that may be to come. Raises ValidationError on `name`."""
    if day is None:
        return
    if day < FIRST_DAY:
        raise ValidationError({name: "Cette date est trop ancienne (avant 1990)."})
    if day > timezone.localdate() + FARTHEST:
        raise ValidationError({name: "Cette date est à plus de dix ans."})


def step(values: Mapping[str, Any]) -> None:
    """Of one step by itself. Raises ValidationError by field."""
    one_of(values, "kind", StepKind)
    filled(values, on="Indiquez la date de cette étape.")
    not_in_future(on=values["on"], met_on=values.get("met_on"))
    deadline, met_on = values.get("deadline"), values.get("met_on")
    plausible("deadline", deadline)
    wrong = {}
    if deadline and deadline < values["on"]:
        wrong["deadline"] = "L’échéance est avant l’acte qui la fixe."
    if deadline and not values.get("to_do"):
        wrong["to_do"] = "Dites ce qui doit être fait à cette échéance."
    if values.get("to_do") and not deadline:
        wrong["deadline"] = "Indiquez la date de l’échéance."
    if met_on and not deadline:
        wrong["met_on"] = "Il n’y a pas d’échéance à tenir."
    elif met_on and met_on < values["on"]:
        wrong["met_on"] = "L’échéance ne peut être tenue avant l’acte qui la fixe."
    if wrong:
        raise ValidationError(wrong)

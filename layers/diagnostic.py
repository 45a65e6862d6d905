"""The newest diagnostic of a site, whole: by sex and age, shelters, origins, how it was made."""

from dataclasses import dataclass
from datetime import date

from sites.enums import Origin, SurveyGroup, SurveyMethod
from sites.models import BAND_FIELDS, SHELTER_FIELDS, Site

AGES = ("0–3 ans", "3–6 ans", "6–12 ans", "12–16 ans", "16–18 ans")


@dataclass(frozen=True, slots=True)
class BySex:
    """`men` is what is left, known when both others are."""

    label: str
    total: int | None
    women: int | None

    @property
    def men(self) -> int | None:
        if self.total is None or self.women is None:
            return None
        return self.total - self.women


@dataclass(frozen=True, slots=True)
class Share:
    """A number among the largest beside it: `percent` is the length of its bar."""

    label: str
    value: int | None
    percent: int


@dataclass(frozen=True, slots=True)
class Diagnostic:
    sexes: tuple[BySex, ...]
    ages: tuple[Share, ...]
    shelters: tuple[Share, ...]
    shelters_on: date | None
    origins: tuple[str, ...]
    method: str
    made_by: str

    @property
    def known_by_age(self) -> int | None:
        return _sum(self.ages)

    @property
    def known_shelters(self) -> int | None:
        return _sum(self.shelters)


def diagnostic_of(site: Site) -> Diagnostic:
    """No query once the newest survey is loaded."""
    newest = site.latest_survey
    on = newest.dates.get(SurveyGroup.ABRIS) if newest else None
    return Diagnostic(
        sexes=(
            BySex("Personnes", site.people, site.women),
            BySex("dont mineurs", site.minors, site.girls),
        ),
        ages=_shares(site, AGES, BAND_FIELDS),
        shelters=_shares(site, tuple(map(_label, SHELTER_FIELDS)), SHELTER_FIELDS),
        shelters_on=date.fromisoformat(on) if on else None,
        origins=tuple(Origin(one).label for one in site.origins),
        method=SurveyMethod(newest.method).label if newest and newest.method else "",
        made_by=newest.made_by if newest else "",
    )


def _shares(site: Site, labels: tuple[str, ...], fields: tuple[str, ...]) -> tuple[Share, ...]:
    values = [getattr(site, name) for name in fields]
    most = max((value for value in values if value), default=1)
    return tuple(
        Share(label, value, round(100 * (value or 0) / most))
        for label, value in zip(labels, values, strict=True)
    )


def _sum(shares: tuple[Share, ...]) -> int | None:
    known = [share.value for share in shares if share.value is not None]
    return sum(known) if known else None


def _label(name: str) -> str:
    return str(Site._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]

"""A site on paper for one reader: the facts that always stand there, and the parts he asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from actors.scope import Scope
from layers.facts import Facts as Known
from layers.facts import facts_of
from layers.paper.blocks import Facts, Figures, Maps, Pair, Part
from layers.paper.ground import plans_of
from layers.paper.options import BLOCKS, Option
from layers.paper.parts import Source, part_of
from layers.paper.words import day, pairs, said, year
from legal.enums import Way
from legal.feature import legal
from sites.feature import periods
from sites.models import Site
from sites.templatetags.measures import surface

WARNING = (
    "Document confidentiel. Il situe le lieu de vie de personnes exposées : ne le transmettez qu’à "
    "celles et ceux qui agissent sur ce site, et détruisez-le après usage."
)
INVENTED = "Démonstration : lieux, personnes et événements sont inventés."
GROUND = "Sans fond de carte : limites simplifiées (IGN, Insee), nord en haut, site au point rouge"
SQUARES = ", quadrillage au pas de l’échelle"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`status` is one of `sites.enums.SiteStatus`; all else is in words."""

    reference: str
    title: str
    place: str
    status: str
    status_words: str
    edited: str
    brand: str
    warning: str
    parts: Sequence[Part]


def sheet_of(scope: Scope, site: Site, asked: Sequence[Option], way: Way, by: str) -> Sheet:
    """Writes down the legal values that it holds. The reader is known to see the site, and to be
    offered what he asked for; `by`: his name."""
    blocks = [BLOCKS[option] for option in asked if option in BLOCKS]
    source = Source(
        scope,
        site,
        facts_of(site),
        legal(scope, [site.pk], way, blocks).get(site.pk, {}),
    )
    now = said(timezone.now())
    return Sheet(
        reference=site.reference,
        title=site.title,
        place=f"{site.commune.name} · {site.departement.name} · {site.region.name}",
        status=site.status,
        status_words=site.get_status_display(),
        edited=f"Édité le {now} par {by}, {scope.organisation_name}",
        brand=settings.SERVICE_BRAND,
        warning=f"{INVENTED} {WARNING}" if settings.DEMONSTRATION else WARNING,
        parts=[
            _people(source.facts),
            _site(scope, site, source.facts),
            *(part_of(option, source) for option in asked),
        ],
    )


def _people(facts: Known) -> Part:
    on = f"constatée le {day(facts.population_on)}" if facts.population_on else ""
    return Part("Population", [Figures(pairs(facts.population))], on)


def _site(scope: Scope, site: Site, facts: Known) -> Part:
    plans = plans_of(site)
    note = f"{GROUND}{SQUARES if site.footprint else ''}."
    rows: list[Pair] = [
        ("Statut", _status(scope, site)),
        *pairs(facts.where),
        *(
            (fact.label, year(fact.value) if isinstance(fact.value, int) else said(fact.value))
            for fact in facts.identity
        ),
        ("Emprise", surface(site.footprint_m2) if site.footprint_m2 else None),
        *([("Parcelles", ", ".join(site.parcels))] if site.parcels else []),
        ("Dernière actualisation", said(site.updated_on)),
    ]
    return Part("Le site", [Maps(plans, note), Facts(rows)])


def _status(scope: Scope, site: Site) -> str:
    period = periods(scope, [site.pk]).get(site.pk)
    words = site.get_status_display()
    return f"{words} depuis le {said(period['since'])}" if period else words

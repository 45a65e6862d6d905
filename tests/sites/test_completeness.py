"""One table read two ways: by Python for a page, by SQL for lists."""

import random

import pytest
from django.http import QueryDict
from django.utils import timezone

from sites.completeness import ITEMS, Rule, completeness_of, percent, percent_of
from sites.enums import ConditionLevel
from sites.filters import SiteFilter
from sites.models import Site
from tests.sites.world import a_site

_VALUES = {
    Rule.TEXT: ("", "Chemin du Pré"),
    Rule.LEVEL: tuple(ConditionLevel.values),
}


def _value(rule, name, chance):
    if name == "settled_on":
        return chance.choice([None, timezone.localdate()])
    return chance.choice(_VALUES.get(rule, (None, 0, 12)))


@pytest.fixture
def sites(prefecture):
    chance = random.Random(5)
    made = [a_site(prefecture) for _ in range(25)]
    for number, site in enumerate(made):
        if number == 0:
            continue  # knows nothing
        for item in ITEMS:
            for name in item.fields:
                setattr(site, name, _value(item.rule, name, chance))
        site.save()
    return made


def test_both_agree_on_random_rows(sites):
    rows = Site.objects.annotate(percent=percent()).order_by("pk")
    assert {row.pk: row.percent for row in rows} == {row.pk: percent_of(row) for row in rows}
    assert len({row.percent for row in rows}) > 5


def test_nothing_known_is_0_and_all_is_100(sites):
    bare, whole = sites[:2]
    for item in ITEMS:
        for name in item.fields:
            empty = {Rule.TEXT: "", Rule.LEVEL: ConditionLevel.INCONNU}.get(item.rule)
            full = {Rule.TEXT: "x", Rule.LEVEL: ConditionLevel.BON}.get(item.rule, 0)
            setattr(bare, name, empty)
            setattr(whole, name, full)
    assert (percent_of(bare), percent_of(whole)) == (0, 100)
    assert len(completeness_of(bare).missing) == len(ITEMS)


def test_the_filter_leaves_the_least_known(prefecture, sites):
    for most in (0, 45, 100):
        filters = SiteFilter.read(QueryDict(f"completude_max={most}"), prefecture)
        left = {row.pk for row in filters.apply(Site.objects.visible_to(prefecture))}
        assert left == {row.pk for row in Site.objects.all() if percent_of(row) <= most}


def test_the_list_sorts_by_it(prefecture, sites, signed_in):
    answer = signed_in(prefecture).get("/sites/?colonnes=completude,favori&tri=completude")
    shown = [row.site.pk for row in answer.context["rows"]]
    known = {row.pk: percent_of(row) for row in Site.objects.all()}
    assert [known[pk] for pk in shown] == sorted(known.values())


def test_what_is_missing_is_one_click_from_being_filled(prefecture, association, site, signed_in):
    link = f'href="/sites/{site.reference}/actualiser/#id_people"'
    assert link in signed_in(prefecture).get(f"/sites/{site.reference}/").content.decode()
    text = signed_in(association).get(f"/sites/{site.reference}/").content.decode()
    assert link not in text
    assert "Complétude" in text


def test_each_link_leads_to_a_field(prefecture, site, signed_in):
    client = signed_in(prefecture)
    pages = {}
    for item in ITEMS:
        way, _, anchor = item.address(site).partition("#")
        text = pages.setdefault(way, client.get(way).content.decode())
        assert f'id="{anchor}"' in text, anchor

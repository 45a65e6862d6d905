import random
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.utils import timezone

from sites import copies
from sites.enums import StatusAction
from sites.models import Site, SitePeriod, Survey
from sites.services import change_status, edit, survey, verify
from tests.sites import world

STEPS = 25


def _survey(scope, site, luck):
    day = timezone.localdate() - timedelta(days=luck.randint(0, 60))
    groups = luck.sample(["eau", "dechets", "incendie"], luck.randint(0, 3))
    people = {"people": luck.randint(0, 90)} if luck.random() < 0.5 or not groups else {}
    survey(scope, site.reference, world.read(day, groups, **people))


def _status(scope, site, luck):
    on = timezone.localdate() - timedelta(days=luck.randint(0, 5))
    action = luck.choice(list(StatusAction))
    change_status(scope, site.reference, action, on=on, cause="inconnue", context="Vu.")


def _verify(scope, site, luck):
    verify(scope, site.reference)


def _edit(scope, site, luck):
    edit(scope, site.reference, None, {"name": str(luck.random())})


@pytest.mark.parametrize("seed", range(4))
def test_copies_are_right_after_anything(prefecture, places, seed):
    """Random sequences of what people do, refusals included."""
    luck, done = random.Random(seed), 0
    long_ago = timezone.localdate() - timedelta(days=90)
    sites = [world.a_site(prefecture, settled_on=long_ago) for _ in range(2)]
    for _ in range(STEPS):
        act = luck.choice([_survey, _status, _verify, _edit])
        try:
            act(prefecture, luck.choice(sites), luck)
            done += 1
        except ValidationError:
            continue
        assert copies.wrong() == []
    assert done > STEPS / 3
    for site in sites:
        _gapless(site)


def _gapless(site):
    periods = list(SitePeriod.objects.filter(site=site).order_by("during"))
    for before, after in pairwise(periods):
        assert before.during.upper == after.during.lower
    assert periods[-1].during.upper is None


def test_the_command_names_a_wrong_copy(prefecture, site, capsys):
    call_command("check_copies")
    assert "All copies are right" in capsys.readouterr().out
    Site.objects.filter(pk=site.pk).update(people=12)
    with pytest.raises(CommandError, match=site.reference):
        call_command("check_copies")
    assert copies.refresh([site.pk]) == 1
    assert copies.wrong() == []
    assert copies.refresh([site.pk]) == 0


def test_one_statement_for_many_sites(prefecture, places, django_assert_num_queries):
    sites = [world.a_site(prefecture).pk for _ in range(3)]
    with django_assert_num_queries(2):
        copies.refresh(sites)
        assert copies.wrong() == []
    assert not Survey.objects.exists()

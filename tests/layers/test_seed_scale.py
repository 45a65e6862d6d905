"""`manage.py seed_scale`: sites in number, true to all that the database keeps, once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from layers.demo import scale
from sites import copies
from sites.enums import ACTIVE, SiteStatus
from sites.models import Site, SitePeriod, Survey
from tests.factories import SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings):
    settings.DEMONSTRATION = True
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")  # the command is the owner's


def seed_scale(*words):
    out = StringIO()
    call_command("seed_scale", *words, stdout=out, verbosity=0)
    return out.getvalue()


def shape():
    return list(
        Site.objects.order_by("uuid").values_list("reference", "status", "people", "location")
    )


def test_what_it_adds_is_true(cast, world):
    before = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    seed_scale("--sites", "400")

    added = Site.objects.exclude(pk=before.pk)
    assert (added.count(), copies.wrong()) == (400, [])
    assert set(added.values_list("status", flat=True)) == set(SiteStatus.values)
    assert added.filter(people=None).exists()
    assert added.filter(status__in=ACTIVE, updated_on__lt="2026-08-01").exists()
    assert not added.filter(updated_on__gt=timezone.localdate()).exists()
    assert SitePeriod.objects.filter(site__in=added, during__upper_inf=True).count() == 400
    assert Survey.objects.filter(site__in=added).count() > 300
    assert added.filter(women__gt=0, minors_0_3__gt=0, caravans__gt=0).exclude(origins=[]).exists()
    placed = added.select_related("commune", "departement", "declared_by__organisation")
    for site in placed:
        assert site.reference.startswith(f"{site.departement.code}-")
        assert site.departement in (world.rhone, world.saone_et_loire)
        assert site.declared_by.organisation.kind in ("prefecture", "dihal")
    points = [(site.location.x, site.location.y) for site in placed]
    territories = type(world.lyon).objects.covering(points)
    for site, found in zip(placed, territories, strict=True):
        assert site.commune_id == found.commune_id
        assert site.municipal_arrondissement_id == found.municipal_arrondissement_id


def test_references_follow_those_that_were_given(cast, world):
    before = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    seed_scale("--sites", "50", "--outside", "departement-71")
    after = SiteFactory(commune=world.lyon, declared_by=cast.owner)
    assert (before.reference, after.reference) == ("69-0001", "69-0052")


def test_it_is_the_same_each_time_and_once(cast, world):
    seed_scale("--sites", "60")
    first = shape()
    assert "rien à faire" in seed_scale("--sites", "60")
    with pytest.raises(CommandError, match="déjà 60"):
        seed_scale("--sites", "61")
    assert "60 sites d'essai retirés" in seed_scale("--remove")
    assert scale.count() == Survey.objects.count() == SitePeriod.objects.count() == 0
    seed_scale("--sites", "60")
    again = shape()
    assert [row[1:] for row in first] == [row[1:] for row in again]


def test_none_is_put_where_none_is_wanted(cast, world):
    seed_scale("--sites", "50", "--outside", "departement-69")
    assert set(Site.objects.values_list("departement__code", flat=True)) == {"71"}


def test_it_refuses_without_words_to_guess(cast, world, settings):
    for words in (["--sites", "0"], ["--outside", "departement-00"]):
        with pytest.raises(CommandError):
            seed_scale(*words)
    settings.DEMONSTRATION = False
    for words in (["--sites", "5"], ["--remove"]):
        with pytest.raises(CommandError, match="DEMONSTRATION"):
            seed_scale(*words)
    assert not Site.objects.exists()


def test_without_anybody_to_declare_them_nothing_is_written(world):
    with pytest.raises(CommandError, match="seed_demo"):
        seed_scale("--sites", "5")
    assert not Site.objects.exists()

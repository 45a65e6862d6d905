"""A site as it was: what held at a date, and what was known at a date; nothing is done there."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from psycopg.types.range import DateRange

from actors.services import scope_of
from sites.enums import IntervenantState, StatusAction
from sites.models import Intervenant, Reinstallation, Site, SitePeriod
from sites.services import (
    change_status,
    edit,
    end_intervenant,
    survey,
)
from tests.factories import OrganisationFactory, SiteFactory
from tests.layers.test_history import counted, words

MARCH, JUNE = date(2026, 3, 1), date(2026, 6, 1)


@pytest.fixture
def scope(cast):
    return scope_of(cast.owner.user, cast.owner.pk)


@pytest.fixture
def old(site, scope):
    """Settled in January 2026, so that it has a past."""
    return edit(scope, site.reference, None, {"settled_on": date(2026, 1, 10)})


@pytest.fixture
def read(client_of, old):
    def get(person, query):
        return client_of(person).get(f"/sites/{old.reference}/?{query}")

    return get


def test_the_figures_of_that_day(read, cast, old, scope):
    survey(scope, old.reference, counted(MARCH, people=41))
    survey(scope, old.reference, counted(JUNE, people=73))
    before, then, after = (
        words(read(cast.owner, f"au={day}")) for day in ("2026-02-01", "2026-04-01", "2026-07-01")
    )
    assert "Personnes inconnu" in before
    assert "Personnes 41" in then
    assert "73" not in then
    assert "Personnes 73" in after


def test_so_is_a_reinstallation(read, cast, old, world):
    other = SiteFactory(commune=world.lyon, declared_by=cast.owner, name="Là-bas")
    Reinstallation.objects.create(origin=other, arrival=old, moved_on=MARCH, author=cast.owner)
    text = words(read(cast.owner, "au=2026-04-01"))
    assert "Reçoit des personnes" in text
    assert "enregistré le" in text.partition("Reçoit des personnes")[2]


def test_what_was_recorded_later_is_marked(read, cast, old, scope):
    survey(scope, old.reference, counted(MARCH, people=41))
    assert "enregistré le" in words(read(cast.owner, "au=2026-04-01"))
    assert "enregistré le" not in words(read(cast.owner, f"au={timezone.localdate()}"))


def test_the_status_and_the_periods_up_to_that_day(read, cast, old, scope):
    change_status(scope, old.reference, StatusAction.CLOSE, cause="justice", on=JUNE)
    text = read(cast.owner, "au=2026-05-31").text
    assert "status--ferme" not in text
    assert "Décision de justice" not in text
    assert "status--ferme" in read(cast.owner, "au=2026-06-01").text


def test_the_structures_of_that_day_also_those_that_left(read, cast, old, scope):
    row = Intervenant.objects.get(site=old)
    end_intervenant(scope, old.reference, row.pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "Association de médiation" in words(read(cast.owner, f"au={yesterday}"))
    tomorrow = "Aucune structure n’intervenait"
    Intervenant.objects.filter(pk=row.pk).update(
        during=DateRange(date(2026, 2, 1), date(2026, 3, 1))
    )
    assert "Association de médiation" in words(read(cast.owner, "au=2026-02-10"))
    assert tomorrow in words(read(cast.owner, "au=2026-03-01"))


def test_a_proposal_that_came_to_nothing_never_intervened(read, cast, old):
    Intervenant.objects.create(
        site=old,
        organisation=OrganisationFactory(name="Jamais venue"),
        themes=["sante"],
        state=IntervenantState.PROPOSE,
        during=DateRange(date(2026, 2, 1), date(2027, 2, 1)),
        author=cast.owner,
    )
    Intervenant.objects.filter(organisation__name="Jamais venue").update(
        state=IntervenantState.TERMINE
    )
    assert "Jamais venue" not in read(cast.owner, "au=2026-03-01").text


def test_it_says_which_day_and_leads_back(read, cast, old):
    response = read(cast.owner, "au=2026-02-01")
    text = words(response)
    assert "Ce site au 1er février 2026" in text
    assert "Revenir à aujourd’hui" in text
    actions = ("/actualiser/", "/modifier/", "/fermer/", 'method="post" action="/sites')
    assert not any(action in response.text for action in actions)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("au=2025-12-31", "Rien n’est connu de ce site avant le 10 janvier 2026"),
        ("connu_au=2025-12-31", "ne connaissait pas encore ce site"),
        ("au=2999-01-01", "Cette date est à venir"),
        ("connu_au=2999-01-01", "Cette date est à venir"),
        ("au=hier", "Une date est attendue"),
        ("connu_au=", "Une date est attendue"),
        ("au=2026-02-30", "Une date est attendue"),
        ("au=2026-03-01&connu_au=2026-03-01", "pas les deux"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(read, cast, query, said):
    response = read(cast.owner, query)
    assert response.status_code == 400
    assert said in words(response)


def test_the_form_leads_to_the_address_of_a_day(read, cast, old):
    answer = read(cast.owner, "jour=2026-03-01&horloge=connu_au")
    assert answer.status_code == 302
    assert answer["Location"] == f"/sites/{old.reference}/?connu_au=2026-03-01"


@pytest.mark.parametrize("query", ["au=2026-03-01", "connu_au=2026-11-01"])
@pytest.mark.parametrize("role", ["neighbour", "stranger"])
def test_todays_rights_apply(read, cast, query, role):
    assert read(getattr(cast, role), query).status_code == 404


class TestKnown:
    """The history bears the database's clock: what is written now was not known yesterday."""

    @pytest.fixture
    def yesterday(self):
        return timezone.localdate() - timedelta(days=1)

    def test_what_is_written_today_is_known_today(self, read, cast, old, scope):
        survey(scope, old.reference, counted(MARCH, people=41))
        text = words(read(cast.owner, f"connu_au={date.today()}"))
        assert "Personnes 41" in text
        assert "Ce que le service savait" in text

    def test_what_was_known_is_read_in_the_history(self, read, cast, old, scope, known_before):
        known_before(old, "2026-04-01")
        edit(scope, old.reference, None, {"name": "Nouveau nom", "address": "Rue Neuve"})
        survey(scope, old.reference, counted(MARCH, people=41))
        text = words(read(cast.owner, "connu_au=2026-05-01"))
        assert "Chemin du Pré" in text
        assert "Nouveau nom" not in text
        assert "Rue Neuve" not in text
        assert "Personnes inconnu" in text
        assert "Nouveau nom" in words(read(cast.owner, f"connu_au={date.today()}"))
        # of the other clock, a survey that was written later holds
        assert "Personnes 41" in words(read(cast.owner, "au=2026-05-01"))


@pytest.fixture
def known_before():
    """Backdates the first version of a site and of its period, as if written that day."""

    def backdate(site, day):
        for model, column in ((Site, "pgh_obj_id"), (SitePeriod, "site_id")):
            history = model._meta.get_field("history").related_model._meta
            names = [c.column for c in history.concrete_fields]
            kept = ", ".join(f'"{n}"' for n in names if n not in {"pgh_id", "pgh_created_at"})
            with connection.cursor() as cursor:
                cursor.execute(
                    f"""INSERT INTO {history.db_table} ({kept}, pgh_created_at)
                    SELECT {kept}, %s::timestamptz FROM {history.db_table}
                    WHERE {column} = %s ORDER BY pgh_id LIMIT 1""",
                    [day, site.pk],
                )

    return backdate


@pytest.mark.parametrize(("query", "queries"), [("au=2026-07-01", 10), ("connu_au={today}", 14)])
@pytest.mark.parametrize("rows", [3, 8])
def test_the_number_of_queries_is_fixed(
    client_of, cast, old, scope, count_queries, query, queries, rows
):
    for number in range(rows):
        survey(scope, old.reference, counted(MARCH + timedelta(days=number), people=9))
    client = client_of(cast.owner)
    with count_queries(queries):
        client.get(f"/sites/{old.reference}/?{query.format(today=timezone.localdate())}")

"""The demonstration leaves what the services would have left, once, and always the same."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F, Sum

from actors.enums import OrganisationKind
from actors.models import Membership, Organisation, User
from actors.services import scope_of
from journal.access import readers_of
from journal.enums import AttentionState, Audience, Severity
from journal.models import AttentionPoint, AttentionStep, Entry, Mention, Notification
from journal.readable import ENTRY
from layers.demo.accounts import ACCOUNTS, MEDIATOR, PASSWORD
from layers.demo.articles import of_commune, of_departement
from layers.demo.census import SITES, Size, shared, sizes
from layers.demo.chance import Chance, workday
from layers.demo.seed import OPEN, seed
from sites import copies, storage
from sites.conditions import check_answers, work_out
from sites.enums import ACTIVE, CLOSED, EventKind, FileKind, FileState, LevelSource, Theme
from sites.models import (
    CONDITION_FIELDS,
    Event,
    File,
    Intervenant,
    Merge,
    ReferenceCounter,
    Reinstallation,
    Site,
    SitePeriod,
    Survey,
)
from sites.services.references import next_reference
from territories.enums import Level
from territories.models import Territory
from tests.factories import TerritoryFactory, square
from tests.ready_made import ready_made

TODAY = date(2026, 11, 23)
SMALL = Size().scaled(0.07)
PARIS = ZoneInfo("Europe/Paris")
TABLES = (Organisation, User, Membership, Site, SitePeriod, Survey, Intervenant, Event, Entry)


def _france():
    """Two departments of the census, with towns of different sizes."""

    def make(level, code, name, box, *inside, **values):
        outline = square(*box)
        return TerritoryFactory(
            level=level, code=code, name=name, box=box, inside=inside, outline=outline, **values
        )

    nation = make(Level.NATION, "FR", "France", (2, 45, 6, 49))
    aura = make(Level.REGION, "84", "Auvergne-Rhône-Alpes", (4, 45, 5, 46), nation)
    idf = make(Level.REGION, "11", "Île-de-France", (2, 48, 3, 49), nation)
    rhone = make(Level.DEPARTEMENT, "69", "Rhône", (4, 45, 5, 46), aura, nation)
    ssd = make(Level.DEPARTEMENT, "93", "Seine-Saint-Denis", (2, 48, 3, 49), idf, nation)
    south, north = (rhone, aura, nation), (ssd, idf, nation)
    lyon = make(Level.EPCI, "200046977", "Métropole de Lyon", (4, 45, 5, 45.5), *south)
    areas = [
        make(Level.ARRONDISSEMENT, f"69{n}", f"Arrondissement {n}", (4, 45, 5, 46), *south)
        for n in range(3)
    ]
    commune, people = Level.COMMUNE, 60_000
    for rank, (code, name) in enumerate((("69259", "Vénissieux"), ("69256", "Vaulx-en-Velin"))):
        box = (4 + rank / 2, 45, 4.5 + rank / 2, 45.5)
        make(commune, code, name, box, areas[rank], lyon, *south, population=people)
    make(commune, "69264", "Villefranche", (4, 45.5, 5, 46), areas[2], *south, population=people)
    make(commune, "69999", "Hameau", (4.2, 45.5, 4.3, 45.6), *south, population=90)
    make(commune, "93066", "Saint-Denis", (2, 48, 3, 49), *north, population=150_000)


def _whole():
    _france()
    return seed(SMALL, TODAY)


@pytest.fixture
def france(db):
    _france()


@pytest.fixture(scope="session")
def ready_report(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        return ready_made(_whole)[0]


@pytest.fixture
def report(ready_report, db):
    """The demonstration, of which each test has a copy: history is written by the copying."""
    return ready_report.put()


@pytest.fixture
def seeded(france):
    """The same made for the test, with its history and its files."""
    return seed(SMALL, TODAY)


def test_sites_open_are_those_of_the_census(report):
    counted = Site.objects.filter(status__in=OPEN, people__gte=10)

    assert counted.count() == SMALL.counted == report.open_sites
    assert counted.aggregate(people=Sum("people"))["people"] == SMALL.people == report.people
    assert Site.objects.filter(status__in=CLOSED).count() == SMALL.closed
    assert Organisation.objects.count() == SMALL.organisations
    assert User.objects.count() == SMALL.users
    kinds = Organisation.objects.values_list("kind", flat=True)
    assert {*kinds} == {*OrganisationKind.values}


def test_copies_are_right(report, capsys):
    assert copies.wrong() == []
    assert Site.objects.exclude(latest_survey=None).exists()


def test_every_point_is_in_its_commune(report):
    sites = list(Site.objects.order_by("pk"))
    found = Territory.objects.covering([(site.location.x, site.location.y) for site in sites])

    assert [placement.commune_id for placement in found] == [site.commune_id for site in sites]
    assert not Site.objects.filter(commune__code="69999").exists()
    assert {*Site.objects.values_list("departement__code", flat=True)} == {"69", "93"}


def test_references_are_in_step_with_the_counters(report):
    for counter in ReferenceCounter.objects.all():
        begin = f"{counter.departement_code}-"
        references = Site.objects.filter(reference__startswith=begin).order_by("created_at")
        expected = [f"{begin}{number:04d}" for number in range(1, counter.last + 1)]
        assert list(references.values_list("reference", flat=True)) == expected
    assert (
        next_reference("69") == f"69-{Site.objects.filter(departement__code='69').count() + 1:04d}"
    )


def test_periods_follow_each_other_from_the_report_on(report):
    for site in Site.objects.prefetch_related("periods"):
        periods = sorted(site.periods.all(), key=lambda period: period.during.lower)
        ends = [period.during.upper for period in periods]
        assert ends == [*(period.during.lower for period in periods[1:]), None]
        assert periods[-1].status == site.status
        assert periods[0].during.lower in (
            site.settled_on,
            site.created_at.astimezone(PARIS).date(),
        )


def test_surveys_are_those_of_sites_that_were_open(report):
    for survey in Survey.objects.select_related("site").prefetch_related("site__periods"):
        begun = [p for p in survey.site.periods.all() if p.during.lower < survey.observed_on]
        before = max(begun, key=lambda period: period.during.lower, default=None)
        assert before is None or before.status in ACTIVE
        assert survey.dates.keys() >= {*survey.groups}


def test_answers_give_the_levels_that_they_are_said_to_give(report):
    deduced = 0
    for row in Survey.objects.all():
        for group, name in CONDITION_FIELDS.items():
            if row.sources.get(group) == LevelSource.DEDUIT:
                deduced += 1
                assert check_answers(group, row.answers[group]) == {}
                assert work_out(group, row.answers[group]).level == getattr(row, name)
    assert deduced > 100
    everything = Survey.objects.exclude(origins=[]).exclude(method="")
    assert everything.filter(women__gt=0, minors_0_3__gt=0, caravans__gt=0).exists()


def communes(model):
    """{id: where it stood when it was written}: a merge carries rows from the site that is lost."""
    found = dict(model.objects.values_list("pk", "site__commune"))
    for made in Merge.objects.select_related("lost").order_by("-pk"):
        found |= dict.fromkeys(made.moved.get(model._meta.label, ()), made.lost.commune_id)
    return found


def written(model, author, at, **more):
    """(commune, author, moment) of each row."""
    here = communes(model)
    rows = model.objects.filter(**more).values_list("pk", author, at)
    return [(here[pk], who, moment) for pk, who, moment in rows]


def reached(communes):
    """{commune: the memberships that reach it}"""
    return {
        commune: {*Membership.objects.over(commune).values_list("pk", flat=True)}
        for commune in set(communes)
    }


def test_whoever_wrote_had_the_site_in_his_reach_and_was_in_office(report):
    # a move is told on both of its sites; the merges themselves are of today
    told = Event.objects.exclude(actor=None).exclude(kind=EventKind.SITE_MERGED)
    told = told.exclude(kind__startswith="reinstallation.")
    asked = communes(AttentionPoint)
    steps = AttentionStep.objects.values_list("point", "actor", "at")
    rows = [
        *written(Entry, "author", "published_at"),
        *written(Survey, "author", "recorded_at"),
        *written(SitePeriod, "author", "recorded_at"),
        *written(Event, "actor", "at", pk__in=told.values("pk")),
        *((asked[point], actor, at) for point, actor, at in steps),
    ]
    offices = dict(Membership.objects.values_list("pk", "during"))
    reach = reached(row[0] for row in rows)

    assert all(author in reach[commune] for commune, author, _ in rows)
    assert all(at.astimezone(PARIS).date() in offices[author] for _, author, at in rows)
    assert all(at.astimezone(PARIS).date() < TODAY for *_, at in rows)


def test_whoever_links_two_sites_reaches_one_of_them(report):
    events = Event.objects.filter(kind__startswith="reinstallation.").exclude(actor=None)
    assert events.exists()
    moves = Reinstallation.objects.in_bulk()
    places = dict(Site.objects.values_list("pk", "commune"))
    reach = reached(places.values())
    for event in events:
        ends = {moves[event.object_id].origin_id, moves[event.object_id].arrival_id} - {None}
        assert any(event.actor_id in reach[places[end]] for end in ends), event.kind


@pytest.mark.parametrize("later", [0, 5, 190])
def test_whatever_the_day_the_mediator_works_on_a_site_and_an_urgent_point_waits(france, later):
    day = TODAY + timedelta(days=later)
    seed(SMALL, day)

    mine = Intervenant.objects.confirmed(day + timedelta(days=30)).filter(
        organisation__memberships__user__email=MEDIATOR.email,
        confirmed_themes__contains=[Theme.SANTE],
    )
    here = Site.objects.filter(departement__code="69", status__in=OPEN)
    assert here.filter(intervenants__in=mine).exists()
    asked = AttentionPoint.objects.filter(state=AttentionState.SIGNALE, severity=Severity.URGENT)
    assert here.filter(pk__in=asked.values("site")).exists()
    assert here.exclude(latest_survey=None).count() > 2


def test_associations_wrote_only_while_they_intervened(report):
    associations = Entry.objects.filter(author__organisation__kind=OrganisationKind.OPERATEUR)
    live = Intervenant.objects.exclude(state="propose")

    assert associations.exists()
    for entry in associations.select_related("author"):
        day = entry.published_at.astimezone(PARIS).date()
        mine = live.filter(site=entry.site_id, organisation=entry.author.organisation_id)
        assert mine.filter(during__contains=day).exists()


def test_everything_has_its_event(report):
    def objects(kind):
        return sorted(Event.objects.filter(kind=kind).values_list("object_id", flat=True))

    def ids(rows):
        return sorted(rows.values_list("pk", flat=True))

    kept = Merge.objects.values("kept")  # whose surveys are those of two sites
    alone = Survey.objects.exclude(site__in=kept).filter(recorded_at__gt=F("site__created_at"))
    surveyed = Event.objects.filter(kind=EventKind.SITE_SURVEYED).exclude(site__in=kept)
    declared = Intervenant.objects.exclude(state="propose")
    assert objects("journal.posted") == ids(Entry.objects.beginning())
    assert objects("journal.answered") == ids(Entry.objects.exclude(answers=None))
    assert objects("attention.raised") == sorted(
        AttentionPoint.objects.values_list("entry", flat=True)
    )
    steps = Event.objects.filter(kind__in=["attention.taken", "attention.treated"]).count()
    assert (
        steps == AttentionStep.objects.filter(action__in=["prendre-en-compte", "traiter"]).count()
    )
    assert sorted(surveyed.values_list("object_id", flat=True)) == ids(alone)
    assert objects(EventKind.INTERVENANT_DECLARED) == ids(declared)
    assert Event.objects.filter(kind=EventKind.SITE_REPORTED).count() == Site.objects.count()


def test_threads_keep_their_audience_and_their_order(report):
    replies = Entry.objects.exclude(answers=None).select_related("answers")
    assert replies
    for reply in replies:
        assert reply.audience == reply.answers.audience
        assert reply.answers.answers_id is None
        assert reply.published_at > reply.answers.published_at
    assert {*Entry.objects.values_list("audience", flat=True)} >= {*Audience} - {Audience.SANTE}
    named = Entry.objects.beginning().filter(audience=Audience.NOMMES, named=None)
    assert named.count() < Entry.objects.filter(audience=Audience.NOMMES).count()


def test_who_is_called_reads_it(report):
    mentions = Mention.objects.select_related("entry__site", "entry__answers", "membership")
    assert mentions
    for mention in mentions:
        if mention.entry.audience == Audience.TOUS:
            there = Membership.objects.over(mention.entry.site.commune_id)
            assert there.filter(pk=mention.membership_id).exists()
        assert mention.membership.user.get_full_name() in mention.entry.body


def test_points_were_answered_step_by_step(report):
    points = AttentionPoint.objects.select_related("entry__site", "entry__answers", "author")
    assert points.filter(state=AttentionState.SIGNALE, severity=Severity.URGENT).exists()
    for point in points.prefetch_related("steps__actor", "addressees"):
        state, since = AttentionState.SIGNALE, point.raised_at
        asked = [structure.pk for structure in point.addressees.all()]
        for step in point.steps.all():
            assert step.before == state
            assert step.at > since
            assert step.actor.organisation_id in asked or step.actor == point.author
            state, since = step.after, step.at
        assert (point.state, point.state_since) == (state, since)
        assert point.version == 1 + len(point.steps.all())
        readers = readers_of(point.entry)
        assert {*asked} <= {*readers.values_list("organisation", flat=True)}


def test_no_reminder_is_late(report):
    """Else each of them would leave within the hour."""
    now = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=PARIS)
    for point in AttentionPoint.objects.all():
        is_waiting = point.state in (AttentionState.SIGNALE, AttentionState.ROUVERT)
        waited = (now - point.state_since).days if is_waiting else 0
        due = {
            "24h": waited >= 2 and point.severity == Severity.URGENT,
            "7j": waited >= 8,
            "echeance": point.is_open
            and point.deadline is not None
            and point.deadline < TODAY - timedelta(days=1),
        }
        assert {name for name, is_due in due.items() if is_due} <= {*point.reminders}


def test_inboxes_hold_what_their_owners_may_know(report):
    assert Notification.objects.filter(read_at=None).exists()
    assert Notification.objects.exclude(read_at=None).exists()
    emails = {account.email for account in ACCOUNTS}
    told = Notification.objects.select_related("recipient__user", "event__actor")
    for membership in {row.recipient for row in told}:
        assert membership.user.email in emails
        mine = told.filter(recipient=membership)
        known = Event.objects.visible_to(scope_of(membership.user, membership.pk))
        assert known.filter(pk__in=mine.values("event")).count() == mine.count()
    assert all(
        row.event.actor is None or row.event.actor.user_id != row.recipient.user_id for row in told
    )


def test_photos_are_drawn_and_lie_in_storage(seeded):
    files = File.objects.filter(hangs_on=ENTRY, state=FileState.READY)
    assert {*files.values_list("kind", flat=True)} == {FileKind.IMAGE, FileKind.DOCUMENT}
    for file in files:
        entry = Entry.objects.get(pk=file.object_id)
        assert (entry.site_id, entry.author_id) == (file.site_id, file.author_id)
        assert storage.private().exists(file.shown or file.stored)
        assert file.created_at == entry.published_at
    assert not File.objects.filter(hangs_on=ENTRY).exclude(pk__in=files).exists()


def test_the_ars_reads_what_the_prefecture_does_not(report):
    def read_by(name):
        user = User.objects.get(email=f"{name}@demo.example")
        return {*Entry.objects.visible_to(scope_of(user)).values_list("pk", flat=True)}

    health = {*Entry.objects.filter(audience=Audience.SANTE).values_list("pk", flat=True)}
    ars, prefecture = read_by("ars.auvergne-rhone-alpes"), read_by("prefecture.rhone")
    assert health & ars - prefecture


def test_history_says_through_what(seeded):
    for model in (Site, SitePeriod, Survey, Intervenant, Entry):
        history = model.history.rel.related_model.objects
        told = history.order_by().values("pgh_obj").distinct().count()
        assert told == model.objects.count()
        assert not history.exclude(pgh_context__through__gt="").exists()


def test_a_second_time_nothing_is_written(report, settings, capsys):
    before = [model.objects.count() for model in TABLES]
    settings.DEMONSTRATION = True

    call_command("seed_demo")

    assert "déjà là" in capsys.readouterr().out
    assert [model.objects.count() for model in TABLES] == before


def told():
    """What the demonstration says, without the ids and the hash of the password."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reference, ST_AsEWKT(location), status, people FROM sites_site")
        points = sorted(map(str, cursor.fetchall()))
    return (
        points,
        list(User.objects.order_by("email").values_list("email", "last_name", "phone")),
        list(Organisation.objects.order_by("name").values_list("name", "kind")),
        list(
            Survey.objects.order_by("site__reference", "observed_on", "uuid").values_list(
                "uuid", "observed_on", "recorded_at", "author__user__email", "people", "dates"
            )
        ),
        list(
            Entry.objects.order_by("uuid").values_list("uuid", "body", "published_at", "audience")
        ),
        list(AttentionPoint.objects.order_by("uuid").values_list("uuid", "state", "reminders")),
        sorted(
            map(
                str, Notification.objects.values_list("recipient__user__email", "reason", "read_at")
            )
        ),
        # merges are made by the service itself, now
        sorted(
            map(
                str,
                Event.objects.exclude(kind=EventKind.SITE_MERGED).values_list(
                    "kind", "at", "actor__user__email", "facts"
                ),
            )
        ),
    )


def test_the_same_day_gives_the_same_demonstration(france):
    stories = []
    for day in (TODAY, TODAY, TODAY + timedelta(days=1)):
        with transaction.atomic():
            seed(SMALL, day)
            stories.append(told())
            transaction.set_rollback(True)

    assert stories[0] == stories[1]
    assert stories[0] != stories[2]


def test_accounts_sign_in_and_stand_somewhere(report):
    for account in ACCOUNTS:
        user = User.objects.get(email=account.email)
        assert user.check_password(PASSWORD)
        assert not scope_of(user).is_empty
        assert user.is_staff == account.is_administrator
        assert user.memberships.count() == len(account.posts)


def test_accounts_are_listed_for_a_demonstration_only(settings, capsys):
    with pytest.raises(CommandError):
        call_command("demo_accounts")
    settings.DEMONSTRATION = True

    call_command("demo_accounts")

    out = capsys.readouterr().out
    assert all(account.email in out for account in ACCOUNTS)
    assert PASSWORD in out


def test_refused_where_people_work(france):
    with pytest.raises(CommandError, match="DEMONSTRATION"):
        call_command("seed_demo")

    assert not User.objects.exists()


def test_refused_without_territories(db, settings):
    settings.DEMONSTRATION = True
    with pytest.raises(CommandError, match="import_territories"):
        call_command("seed_demo")


def test_full_size_has_the_published_shares():
    people = sizes(439, 22_189, Chance("a test"))
    large = [figure for figure in people if figure >= 100]

    assert (len(people), sum(people)) == (439, 22_189)
    assert sum(10 <= figure < 50 for figure in people) == 293  # two thirds
    assert 0 < len(large) < 44  # under a tenth
    assert sum(SITES.values()) == 439
    top = sorted(SITES, key=SITES.__getitem__)[:-11:-1]
    assert {*top} == {"93", "44", "13", "31", "33", "59", "69", "91", "95", "83"}


def test_shares_are_whole_and_complete():
    assert shared(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (of_departement("69", "Rhône"), "du Rhône"),
        (of_departement("44", "Loire-Atlantique"), "de la Loire-Atlantique"),
        (of_departement("91", "Essonne"), "de l’Essonne"),
        (of_departement("974", "La Réunion"), "de La Réunion"),
        (of_commune("Le Havre"), "du Havre"),
        (of_commune("Les Ulis"), "des Ulis"),
        (of_commune("Évry-Courcouronnes"), "d’Évry-Courcouronnes"),
        (of_commune("La Courneuve"), "de La Courneuve"),
    ],
)
def test_places_have_their_article(words, expected):
    assert words == expected


def test_a_week_end_falls_back_on_friday():
    assert [workday(date(2026, 11, day)).day for day in (20, 21, 22, 23)] == [20, 20, 20, 23]


def test_the_history_is_dated_as_it_is_told_and_signed(france):
    seed(SMALL, TODAY)
    every = Site._meta.get_field("history").related_model.objects
    # merges are made by the service itself, today
    versions = every.exclude(pgh_context__through="demonstration")
    assert versions.filter(pgh_label="insert").count() == Site.objects.count()
    assert versions.filter(pgh_created_at__date__gt=TODAY).count() == 0
    assert versions.filter(pgh_label="update").exists()
    assert not versions.exclude(pgh_context__has_keys=["user", "membership"]).exists()
    last = versions.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    names = dict(Site.objects.values_list("pk", "name"))
    assert {row.pgh_obj_id: row.name for row in last} == names
    for model in (SitePeriod, Survey, Intervenant):
        told = model._meta.get_field("history").related_model.objects
        assert set(told.values_list("pgh_obj_id", flat=True)) == set(
            model.objects.values_list("pk", flat=True)
        )

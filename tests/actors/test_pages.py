"""Every page of actors, for everyone: who enters, in French, with no undefined variable."""

import re

import pytest

from tests.factories import ExceptionalRightFactory, InvitationFactory

SIGNED_IN = ["owner", "colleague", "reader", "neighbour", "stranger", "mediator", "dihal"]
OPEN = ["/connexion/", "/inscription/", "/mot-de-passe/oublie/", "/aide/a-propos/"]
CLOSED = [
    "/annuaire/",
    "/annuaire/?voir=personnes",
    "/profil/",
    "/mot-de-passe/changer/",
    "/deconnexion/",
    "/invitations/",
    "/aide/droits/",
    "/droits/demandes/",
]
ENGLISH = re.compile(
    r">[^<]*\b(Sign (in|out|up)|Password|Menu principal en|Search|Submit|Cancel|Close|"
    r"Required|Optional|Previous|Next|Home page|Skip|Settings)\b[^<]*<"
)


def check(response):
    html = response.content.decode()
    assert "⚠" not in html
    assert not ENGLISH.search(re.sub(r"<(script|style).*?</\1>", "", html, flags=re.DOTALL))
    assert 'lang="fr"' in html
    assert not re.search(r"<[^>]+\s(style|on[a-z]+)=", html)
    return html


@pytest.mark.parametrize("path", OPEN)
def test_open_to_all(client_of, cast, path):
    page = client_of(None).get(path)

    assert page.status_code == 200
    check(page)


@pytest.mark.parametrize("path", CLOSED)
def test_closed_to_the_anonymous(client_of, cast, path):
    for method in ("get", "post"):
        answer = getattr(client_of(None), method)(path)
        assert answer.status_code == 302
        assert answer.url.startswith("/connexion/")


@pytest.mark.parametrize("person", SIGNED_IN)
@pytest.mark.parametrize("path", CLOSED)
def test_open_to_the_signed_in(client_of, cast, world, path, person):
    InvitationFactory(invited_by=cast.owner, organisation=cast.owner.organisation)
    ExceptionalRightFactory(ability="confirm_site", asked_by=cast.mediator, territory=world.rhone)
    page = client_of(getattr(cast, person)).get(path)

    assert page.status_code == 200
    check(page)


def test_error_pages_say_what_to_do(client_of, cast):
    client = client_of(cast.owner)

    for path, status in [("/nulle-part/", 404), ("/annuaire/?type=x", 400)]:
        page = client.get(path)
        assert page.status_code == status
        assert 'class="fr-btn"' in check(page)


def test_a_missing_page_for_the_anonymous(client, db):
    assert "Page introuvable" in check(client.get("/nulle-part/"))


def test_a_fault_is_told_without_the_database():
    from django.template.loader import render_to_string

    for name in ("400.html", "500.html", "503.html"):
        assert "Revenir à l’accueil" in render_to_string(name)


def test_the_menu_marks_where_one_is(client_of, cast):
    html = client_of(cast.owner).get("/annuaire/").content.decode()

    current = re.findall(r'<a class="fr-nav__link"[^>]*aria-current[^>]*>\s*(\w+)', html)
    assert current == ["Annuaire"]


def test_other_modules_may_not_use_what_the_csp_refuses():
    """`hx-on`, `hx-vals='js:'` and filters of triggers need eval: they would do nothing."""
    from django.conf import settings

    for template in (settings.BASE_DIR / "templates").rglob("*.html"):
        text = template.read_text()
        assert not re.search(r"hx-on|js:|hx-trigger=\"[^\"]*\[", text), template
        assert not re.search(r"<[^>]+\s(style|onclick|onchange)=", text), template


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/profil/", 4),
        ("/aide/droits/", 2),
        ("/invitations/", 5),
        ("/droits/demandes/", 3),
    ],
)
@pytest.mark.parametrize("rows", [3, 8])
def test_the_same_number_of_queries_whatever_the_rows(
    client_of, cast, world, count_queries, path, queries, rows
):
    for _ in range(rows):
        invitation = InvitationFactory(invited_by=cast.owner, organisation=cast.owner.organisation)
        invitation.parts.set([world.lyon])
        ExceptionalRightFactory(
            ability="confirm_site", asked_by=cast.mediator, territory=world.rhone
        )
    client = client_of(cast.owner)
    client.get("/aide/a-propos/")

    with count_queries(queries):
        client.get(path)

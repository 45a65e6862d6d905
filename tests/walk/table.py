"""What each route answers to each reader. One row a route; a route without a row fails the walk.

`everyone` and `seen` say the status for all, then who differs. A POST carries what the row gives:
most often nothing, for what matters first is who is let in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from journal.enums import Reason
from journal.services.unsubscribing import token_of
from tests.layers.shapes import a_uuid, feature, point, survey
from tests.uploads import pdf, upload
from tests.walk.stage import ROLES

Expected = dict[str, int]


def everyone(status: int, anonymous: int = 302, **others: int) -> Expected:
    """Who is not signed in is led to the sign-in (302), or told so (401)."""
    return dict.fromkeys(ROLES, status) | {"anonymous": anonymous} | others


def seen(status: int, **others: int) -> Expected:
    """About the site of the Rhône: for two readers it does not exist."""
    return everyone(status, **{"neighbour": 404, "stranger": 404, **others})


def machine(expected: Expected) -> Expected:
    return expected | {"anonymous": 401}


@dataclass(frozen=True)
class Row:
    get: Expected
    post: Expected
    data: Callable[[Any], Any] = lambda stage: {}
    query: str = ""
    json: bool = False
    values: Callable[[Any], dict[str, Any]] = field(default=lambda stage: {})


OPEN = everyone(200, anonymous=200)
PAGE = Row(everyone(200), everyone(405))
SITE_PAGE = Row(seen(200), seen(404) | everyone(405))
LAYER = Row(machine(everyone(200)), machine(everyone(405)))


def entry(stage: Any) -> dict[str, Any]:
    return {"pk": stage.south.entry.pk}


def document(stage: Any) -> dict[str, Any]:
    return {"pk": stage.south.document.pk}


def taking(stage: Any) -> dict[str, Any]:
    return {"pk": stage.south.point.pk, "action": "prendre-en-compte"}


def intervenant(stage: Any) -> dict[str, Any]:
    return {"pk": stage.south.intervenant.pk}


def asked(stage: Any) -> dict[str, Any]:
    return {"pk": stage.asked.pk}


def merged(stage: Any) -> dict[str, Any]:
    return {"pk": stage.merge.pk}


def photo(stage: Any) -> dict[str, Any]:
    return {"uuid": stage.south.photo.uuid}


def view(stage: Any) -> dict[str, Any]:
    return {"uuid": stage.view.uuid}


def notification(stage: Any) -> dict[str, Any]:
    return {"pk": stage.notification.pk}


def chosen(stage: Any, **values: Any) -> dict[str, Any]:
    """The site of the Rhône as one of several."""
    return {"choisis": stage.south.site.reference, "retour": "/carte/"} | values


def on_intervenant(action: str, **others: int) -> Row:
    return Row(machine(everyone(405)), machine(seen(200, **others)), json=True, values=intervenant)


def owner_row(stage: Any) -> dict[str, Any]:
    return {"pk": stage.south.legal.owner.pk}


def procedure_row(stage: Any) -> dict[str, Any]:
    return {"pk": stage.south.legal.procedure.pk}


def step_row(stage: Any) -> dict[str, Any]:
    return {"pk": stage.south.legal.step.pk}


def of_procedure(stage: Any) -> dict[str, Any]:
    return {"procedure": stage.south.legal.procedure.pk}


def legal_page(status: int = 200) -> Expected:
    """Of owners and procedures: neither the ARS nor the association."""
    return seen(status, reader=403, mediator=403)


AN_OWNER = {"name": "Commune", "kind": "collectivite"}
A_PROCEDURE = {"kind": "administrative"}
# All that whoever sees the site may ask on paper
PAPER = "?avec=acces&avec=conditions&avec=diagnostic&avec=intervenants&avec=messages"
A_STEP = {"kind": "plainte", "on": "2026-01-05"}

API = {
    "api": PAGE,
    "api-schema": LAYER,
    "territory-list": LAYER,
    "territory-detail": Row(
        machine(everyone(200)),
        machine(everyone(405)),
        values=lambda stage: {"slug": "departement-69"},
    ),
    "api-sites": Row(
        machine(everyone(200)),
        machine(everyone(201, neighbour=400, stranger=400)),
        data=lambda stage: feature(point(4.6, 45.1)),
        json=True,
    ),
    "api-site": Row(machine(seen(200)), machine(everyone(405))),
    "api-status": Row(
        machine(everyone(405)),
        machine(seen(200, reader=403, mediator=403)),
        data=lambda stage: {"action": "resorption"},
        json=True,
    ),
    "api-footprint": Row(machine(everyone(405)), machine(everyone(405)), json=True),
    "api-verify": Row(machine(everyone(405)), machine(seen(200)), json=True),
    "api-surveys": Row(
        machine(seen(200)), machine(seen(201)), data=lambda stage: survey(people=9), json=True
    ),
    "api-intervenants": Row(
        machine(seen(200)),
        machine(seen(201)),
        data=lambda stage: {"themes": ["emploi"]},
        json=True,
    ),
    # who sees the whole nation names the site itself
    "api-reinstallations": Row(
        machine(seen(200)),
        machine(seen(201, dihal=400)),
        data=lambda stage: {"direction": "origine", "departement": "71"},
        json=True,
    ),
    "api-reinstallation-remove": Row(
        machine(everyone(405)), machine(seen(204)), json=True, values=asked
    ),
    # what the Rhône asks of Saône-et-Loire
    "api-reinstallation-requests": LAYER,
    "api-reinstallation-answer": Row(
        machine(everyone(405)),
        machine(everyone(404, neighbour=204, dihal=204)),
        data=lambda stage: {"decision": "ecarter"},
        json=True,
        values=asked,
    ),
    "api-merges": Row(machine(seen(200)), machine(everyone(405))),
    "api-merge-undo": Row(
        machine(everyone(405)),
        machine(seen(200, reader=403, mediator=403)),
        json=True,
        values=merged,
    ),
    "api-merge": Row(
        machine(everyone(405)),
        machine(seen(200, reader=403, mediator=403)),
        data=lambda stage: {"lost": stage.double.reference},
        json=True,
    ),
    # the ARS confirms health alone, an association nothing
    "api-intervenant-confirm": on_intervenant("confirmer", reader=403, mediator=403),
    "api-intervenant-renew": on_intervenant(
        "renouveler", owner=403, colleague=403, reader=403, dihal=403
    ),
    "api-intervenant-end": on_intervenant("terminer", reader=403),
    # addressed to the préfecture; the Dihal answers everywhere
    "api-attention-move": Row(
        machine(everyone(405)),
        machine(seen(200, reader=403, mediator=403)),
        data=lambda stage: {"version": 1},
        json=True,
        values=taking,
    ),
    # the ARS reads the evacuation date alone
    "api-legal": Row(machine(seen(200, mediator=403)), machine(everyone(405))),
    "api-owners": Row(
        machine(everyone(405)), machine(legal_page(201)), data=lambda stage: AN_OWNER, json=True
    ),
    "api-owner": Row(machine(everyone(405)), machine(everyone(405)), json=True, values=owner_row),
    "api-procedures": Row(
        machine(everyone(405)), machine(legal_page(201)), data=lambda stage: A_PROCEDURE, json=True
    ),
    "api-procedure": Row(
        machine(everyone(405)), machine(everyone(405)), json=True, values=procedure_row
    ),
    "api-steps": Row(
        machine(everyone(405)),
        machine(legal_page(201)),
        data=lambda stage: A_STEP,
        json=True,
        values=of_procedure,
    ),
    "api-step": Row(machine(everyone(405)), machine(everyone(405)), json=True, values=step_row),
    "api-evacuation": Row(machine(everyone(405)), machine(everyone(405)), json=True),
    "api-phases": Row(machine(everyone(405)), machine(everyone(405)), json=True),
    "api-heat-risk": Row(
        machine(everyone(405)),
        machine(seen(200)),
        data=lambda stage: {"heat_risk": True},
        json=True,
    ),
    # a form, for its files
    "api-documents": Row(
        machine(seen(200)),
        machine(seen(201)),
        data=lambda stage: {"title": "Arrêté", "files": upload("Arrêté.pdf", pdf())},
    ),
    # deposited by the owner: its author, or who confirms the sites
    "api-document-remove": Row(
        machine(everyone(405)),
        machine(seen(204, reader=403, mediator=403)),
        json=True,
        values=document,
    ),
    "api-document-put-back": Row(
        machine(everyone(405)), machine(everyone(404)), json=True, values=document
    ),
    "api-journal": Row(
        machine(seen(200)), machine(seen(201)), data=lambda stage: {"body": "Bonjour"}, json=True
    ),
    "api-entry": Row(machine(everyone(405)), machine(everyone(405)), json=True, values=entry),
    # its author, or who moderates: with a reason
    "api-entry-remove": Row(
        machine(everyone(405)),
        machine(seen(204, reader=403, mediator=403)),
        data=lambda stage: {"reason": "Un nom y figure"},
        json=True,
        values=entry,
    ),
    "api-entry-narrow": Row(
        machine(everyone(405)),
        machine(seen(403, owner=200)),
        data=lambda stage: {"audience": "sante"},
        json=True,
        values=entry,
    ),
}

LAYERS = {
    "home": Row(everyone(302), everyone(302)),
    "layers": PAGE,
    "layer-sites": LAYER,
    "layer-footprints": Row(
        machine(everyone(200)), machine(everyone(405)), query="?bbox=4,45,5,47"
    ),
    "layer-territories": Row(
        machine(everyone(302)),
        machine(everyone(405)),
        query="?dans=departement-69",
        values=lambda stage: {"level": "commune"},
    ),
    "map": PAGE,
    "map-state": PAGE,
    "map-facets": Row(machine(everyone(200)), machine(everyone(405)), query="?pli=intervenants"),
    "search": Row(everyone(200), everyone(405), query="?q=canari"),
    "map-here": Row(machine(everyone(200)), machine(everyone(405)), query="?position=45.25,4.75"),
    "near": Row(everyone(200), everyone(200), data=lambda stage: {"lieu": "45.25, 4.75"}),
    "offline": Row(OPEN, everyone(405, anonymous=405)),
    "service-worker": Row(OPEN, everyone(405, anonymous=405)),
    "site-list": PAGE,
    "saved-views": Row(
        everyone(200),
        everyone(302),
        data=lambda stage: {"name": "Ma vue", "page": "liste", "query": "statut=ouvert"},
    ),
    # of one structure: for the others it does not exist
    "saved-view": Row(everyone(404, owner=302, colleague=302), everyone(405), values=view),
    "saved-view-change": Row(
        everyone(404, owner=200, colleague=403),
        everyone(404, owner=302, colleague=403),
        data=lambda stage: {"name": "Autre nom"},
        values=view,
    ),
    "saved-view-delete": Row(
        everyone(404, owner=200, colleague=403),
        everyone(404, owner=302, colleague=403),
        values=view,
    ),
    # the site of the Rhône among the chosen: who does not see it is told of one not found
    "site-batch": Row(everyone(200), everyone(405), query="?choisis=69-7341"),
    "site-batch-verify": Row(everyone(405), everyone(302), data=lambda stage: chosen(stage)),
    "site-batch-declare": Row(
        everyone(405), everyone(302), data=lambda stage: chosen(stage, themes=["emploi"])
    ),
    "site-batch-write": Row(
        everyone(405),
        everyone(302),
        data=lambda stage: chosen(stage, uuid=a_uuid(), body="Bonjour"),
    ),
    "site": Row(seen(200), everyone(405)),
    "site-sheet": Row(seen(200), everyone(405)),
    "site-diagnostics": Row(seen(200), everyone(405)),
    "site-history": Row(seen(200), everyone(405)),
    "site-print": Row(seen(200), everyone(405)),
    "site-pdf": Row(seen(200), everyone(405), query=PAPER),
    "site-docx": Row(seen(200), everyone(405), query=PAPER),
    # without a change to put back
    "site-put-back": Row(seen(400), seen(400)),
}

SITES = {
    "site-report": Row(
        everyone(200),
        everyone(302, neighbour=400, stranger=400),
        data=lambda stage: {
            "uuid": a_uuid(),
            "location": "45.1, 4.6",
            "location_precision": "position",
            "kind": "terrain",
        },
    ),
    "site-place": Row(everyone(200), everyone(405), query="?lon=4.7123&lat=45.2987"),
    "site-geocode": Row(everyone(200), everyone(405), query="?q=rue"),
    "survey-level": Row(
        everyone(200),
        everyone(405),
        values=lambda stage: {"group": "eau"},
        query="?eau_acces=bouteilles",
    ),
    "site-survey": Row(
        seen(200),
        seen(302),
        data=lambda stage: {
            "uuid": a_uuid(),
            "observed_on": "2026-11-20",
            "read-population": "on",
            "people": "9",
        },
    ),
    "site-verify": Row(everyone(405), seen(302)),
    "site-edit": Row(seen(200), seen(400)),
    "site-footprint": Row(seen(200), seen(400)),
    "site-phases": Row(seen(200, reader=403, mediator=403), seen(400, reader=403, mediator=403)),
    "site-documents": Row(seen(200), seen(400)),
    # deposited by the owner: its author, or who confirms the sites
    "site-document-remove": Row(
        seen(200, reader=403, mediator=403),
        seen(302, reader=403, mediator=403),
        values=document,
    ),
    "site-document-put-back": Row(everyone(405), everyone(404), values=document),
    "site-heat-risk": Row(everyone(405), seen(302), data=lambda stage: {"risque": "oui"}),
    "site-favourite": Row(everyone(405), seen(302), data=lambda stage: {"favori": "oui"}),
    "heatwaves": Row(everyone(200), everyone(400, stranger=403, mediator=403)),
    "heatwave-end": Row(
        everyone(405),
        everyone(302, stranger=403, mediator=403, neighbour=403),
        values=lambda stage: {"pk": stage.heatwave.pk},
    ),
    "site-intervenants": Row(seen(200), seen(302), data=lambda stage: {"themes": ["emploi"]}),
    # who sees the whole nation has no department to ask
    "site-reinstallations": Row(
        seen(200),
        seen(302, dihal=400),
        data=lambda stage: {"uuid": a_uuid(), "direction": "recoit", "departement": "71"},
    ),
    "site-reinstallation-remove": Row(everyone(405), seen(302), values=asked),
    # what the Rhône asks of Saône-et-Loire
    "reinstallations": PAGE,
    "reinstallation-answer": Row(
        everyone(405),
        everyone(404, neighbour=302, dihal=302),
        data=lambda stage: {"decision": "ecarter"},
        values=asked,
    ),
    "site-merge": Row(
        seen(200, reader=403, mediator=403),
        seen(302, reader=403, mediator=403),
        data=lambda stage: {
            "avec": stage.double.reference,
            "keep": stage.south.site.reference,
        },
    ),
    "merge-undo": Row(
        everyone(405),
        everyone(404, owner=302, colleague=302, reader=403, mediator=403, dihal=302),
        values=merged,
    ),
    "intervenant-propose": Row(everyone(405), seen(400)),
    "intervenant-action": Row(
        everyone(405),
        seen(302, reader=403),
        values=lambda stage: intervenant(stage) | {"action": "terminer"},
    ),
    "site-status": Row(
        seen(200, reader=403, mediator=403),
        seen(302, reader=403, mediator=403),
        data=lambda stage: {
            "version": stage.south.site.version,
            "on": timezone.localdate().isoformat(),
            "cause": "justice",
        },
        values=lambda stage: {"action": "fermer"},
    ),
    "intervenant-proposal": Row(
        everyone(404, colleague=200),
        everyone(404, colleague=302),
        data=lambda stage: {"answer": "accepter"},
        values=lambda stage: {"token": stage.proposal_token},
    ),
    "file": Row(seen(200), everyone(405), values=photo),
    "file-thumbnail": Row(seen(200), everyone(405), values=photo),
    "recent": PAGE,
    "site-life": Row(seen(200), everyone(405)),
    "journal-post": Row(
        seen(200), seen(302), data=lambda stage: {"uuid": a_uuid(), "body": "Bonjour"}
    ),
    "attention": PAGE,
    "attention-act": Row(
        seen(200, reader=403, mediator=403),
        seen(302, reader=403, mediator=403),
        data=lambda stage: {"version": 1, "word": "Vu.", "retour": "pour=tous"},
        values=taking,
    ),
    "journal-edit": Row(
        seen(403, owner=200),
        seen(403, owner=302),
        data=lambda stage: {"version": 1, "body": "Corrigé"},
        values=entry,
    ),
    "journal-readers": SITE_PAGE,
    "journal-people": SITE_PAGE,
    # its author, and those who moderate
    "journal-remove": Row(
        seen(200, reader=403, mediator=403),
        seen(302, reader=403, mediator=403),
        data=lambda stage: {"reason": "Un nom y figure."},
        values=entry,
    ),
    # too late: it is published
    "journal-undo": Row(everyone(405), seen(403, owner=302), values=entry),
    "journal-release": Row(everyone(405), seen(403, owner=302), values=entry),
    "journal-versions": Row(seen(200), everyone(405), values=entry),
    "journal-narrow": Row(
        seen(403, owner=200),
        seen(403, owner=302),
        data=lambda stage: {"audience": "intervenants"},
        values=entry,
    ),
}

LEGAL = {
    "owner-add": Row(
        legal_page(), legal_page(302), data=lambda stage: {"uuid": a_uuid()} | AN_OWNER
    ),
    "owner-edit": Row(
        legal_page(),
        legal_page(302),
        data=lambda stage: {"uuid": a_uuid(), "version": 1} | AN_OWNER,
        values=owner_row,
    ),
    "owner-remove": Row(
        legal_page(), legal_page(302), data=lambda stage: {"version": 1}, values=owner_row
    ),
    "procedure-add": Row(
        legal_page(), legal_page(302), data=lambda stage: {"uuid": a_uuid()} | A_PROCEDURE
    ),
    "procedure-edit": Row(
        legal_page(),
        legal_page(302),
        data=lambda stage: {"uuid": a_uuid(), "version": 1} | A_PROCEDURE,
        values=procedure_row,
    ),
    "procedure-remove": Row(
        legal_page(), legal_page(302), data=lambda stage: {"version": 1}, values=procedure_row
    ),
    "step-add": Row(
        legal_page(),
        legal_page(302),
        data=lambda stage: {"uuid": a_uuid()} | A_STEP,
        values=of_procedure,
    ),
    "step-edit": Row(
        legal_page(),
        legal_page(302),
        data=lambda stage: {"uuid": a_uuid(), "version": 1} | A_STEP,
        values=step_row,
    ),
    "step-remove": Row(
        legal_page(), legal_page(302), data=lambda stage: {"version": 1}, values=step_row
    ),
    "evacuation": Row(
        legal_page(),
        legal_page(302),
        data=lambda stage: {"uuid": a_uuid(), "version": 1, "on": "2026-12-20"},
    ),
    "legal-readers": Row(seen(200, mediator=403), seen(404) | everyone(405)),
    "legal-reads": Row(legal_page(), everyone(405)),
    "deadlines": Row(everyone(200, reader=403, mediator=403, stranger=403), everyone(405)),
    # by a token that nobody made: its own tests follow one that somebody did
    "deadlines-calendar": Row(
        everyone(404, anonymous=404),
        everyone(405, anonymous=405),
        values=lambda stage: {"token": "jeton-de-personne"},
    ),
    "access-tokens": Row(
        everyone(200),
        everyone(200, reader=400, mediator=400, stranger=400),
        data=lambda stage: {"purpose": "calendrier", "name": "Agenda"},
    ),
    "access-token-end": Row(
        everyone(405),
        everyone(404, owner=302),
        values=lambda stage: {"pk": stage.calendar_token.pk},
    ),
}

NOTIFICATIONS = {
    "site-follow": Row(everyone(405), seen(302), data=lambda stage: {"suivre": "oui"}),
    "notifications": PAGE,
    "notifications-count": PAGE,
    "notifications-read": Row(
        everyone(405),
        everyone(302),
        data=lambda stage: {"jusqua": "2026-11-23T10:00:00.000000Z"},
    ),
    "notifications-preferences": Row(
        everyone(200),
        everyone(302),
        data=lambda stage: {
            "formulaire": "quand",
            "digest_at": "08:00",
            "weekly_on": "0",
            "quiet_from": "20:00",
            "quiet_until": "07:00",
        },
    ),
    "notifications-follows": Row(
        everyone(200),
        everyone(302, neighbour=400, stranger=400),
        data=lambda stage: {"territoire": "departement-69"},
    ),
    # of one person: for the others it does not exist
    "notification": Row(everyone(404, owner=302), everyone(405), values=notification),
    "notification-mark": Row(
        everyone(405),
        everyone(404, owner=302),
        data=lambda stage: {"lu": "oui"},
        values=notification,
    ),
    # by the link of a mail, signed in or not
    "unsubscribe": Row(
        OPEN,
        OPEN,
        values=lambda stage: {"token": token_of(stage.cast.owner.user_id, [Reason.TERRITORY])},
    ),
}

ACTORS = {
    "account_login": Row(everyone(302, anonymous=200), everyone(302, anonymous=200)),
    "account_logout": Row(everyone(200), everyone(302)),
    "account_inactive": Row(OPEN, everyone(405, anonymous=405)),
    "account_signup": Row(OPEN, everyone(405, anonymous=405)),
    "account_change_password": Row(everyone(200), everyone(200)),
    "account_set_password": Row(everyone(302), everyone(302)),
    "account_reset_password": Row(OPEN, OPEN),
    "account_reset_password_done": Row(OPEN, everyone(405, anonymous=405)),
    "account_reset_password_from_key": Row(
        OPEN, OPEN, values=lambda stage: {"uidb36": "1", "key": "abc"}
    ),
    "account_reset_password_from_key_done": Row(OPEN, everyone(405, anonymous=405)),
    "token": PAGE,
    "devices": PAGE,
    "device-end": Row(everyone(405), everyone(404), values=lambda stage: {"pk": 1}),
    "profile": Row(everyone(200), everyone(400)),
    "choose-membership": Row(everyone(405), everyone(404)),
    "directory": PAGE,
    "organisation": Row(
        everyone(200),
        everyone(405),
        values=lambda stage: {"pk": stage.cast.owner.organisation_id},
    ),
    # the structure's own people, and who answers for its territory or the nation
    "membership-end": Row(
        everyone(403, owner=200, colleague=200, dihal=200),
        everyone(403, owner=302, colleague=302, dihal=302),
        values=lambda stage: {"pk": stage.cast.colleague.pk},
    ),
    "invitations": Row(everyone(200), everyone(400)),
    "invitation-territories": Row(everyone(400), everyone(405)),
    "invitation-revoke": Row(
        everyone(405),
        everyone(404, owner=302, colleague=302, dihal=302),
        values=lambda stage: {"pk": stage.invitation.pk},
    ),
    "invitation-send-again": Row(
        everyone(405),
        everyone(404, owner=302, colleague=302, dihal=302),
        values=lambda stage: {"pk": stage.invitation.pk},
    ),
    "invitation": Row(
        OPEN,
        everyone(400, anonymous=400),
        values=lambda stage: {"token": "jeton-de-la-promenade"},
    ),
    "about": Row(OPEN, everyone(405, anonymous=405)),
    "rights": PAGE,
    "exceptions": Row(
        everyone(200),
        everyone(403, stranger=400, mediator=400),
    ),
    # answered by the préfecture of the department and the Dihal, never by who asked
    "exception": Row(
        everyone(404, owner=200, colleague=200, dihal=200),
        everyone(404, owner=400, colleague=400, dihal=400),
        values=lambda stage: {"pk": stage.exception.pk},
    ),
}

HEALTH = {
    # without a version of theirs: a page gives it
    "stylesheets": Row(everyone(404, anonymous=404), everyone(405, anonymous=405)),
    "favicon": Row(everyone(302), everyone(405, anonymous=405)),
    "health-alive": Row(OPEN, everyone(405, anonymous=405)),
    "health-ready": Row(everyone(503, anonymous=503), everyone(405, anonymous=405)),
}

TABLE: dict[str, Row] = {**API, **LAYERS, **SITES, **LEGAL, **NOTIFICATIONS, **ACTORS, **HEALTH}

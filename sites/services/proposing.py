"""Proposing a colleague on a site; he answers by a link that is good for 14 days."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse

from actors.jobs import enqueue
from actors.scope import Scope
from sites import events
from sites.access import lock_site, readers_of
from sites.enums import EventKind, IntervenantState
from sites.models import Intervenant
from sites.services.closed import require_open
from sites.services.intervening import checked_themes, declare, from_today, in_order

LINK_LIFE = timedelta(days=14)
SALT = "sites.proposal"


def propose_intervenant(
    scope: Scope, reference: str, membership_id: int, themes: Sequence[str]
) -> Intervenant:
    """Proposes one of the site's readers and sends him the link; again sends it again.

    Raises Http404, ValidationError on `membership` or `themes`.
    """
    with transaction.atomic():
        site = lock_site(scope, reference)
        require_open(site)
        chosen = checked_themes(themes)
        colleague = readers_of(site).filter(pk=membership_id).first()
        if colleague is None:
            raise ValidationError({"membership": "Cette personne ne peut pas lire ce site."})
        waiting = Intervenant.objects.waiting().filter(
            site=site, organisation=colleague.organisation_id, user=colleague.user_id
        )
        row = waiting.first() or Intervenant(  # type: ignore[misc]
            site=site,
            organisation_id=colleague.organisation_id,
            user_id=colleague.user_id,
            themes=[],
            state=IntervenantState.PROPOSE,
            author_id=scope.membership_id,
        )
        row.themes, row.during = in_order({*row.themes, *chosen}), from_today()
        row.save()
        events.record(EventKind.INTERVENANT_PROPOSED, site, scope.membership_id, row.pk)
        enqueue("sites.send_proposal", row.pk)
    return row


def mail_proposal(intervenant_id: int) -> bool:
    """Sends the link, if the proposal still waits and the person still reads the site.

    The mail names no one and no place: the reference alone.
    """
    waiting = Intervenant.objects.waiting().select_related("site", "user")
    row = waiting.filter(pk=intervenant_id).first()
    if row is None or not readers_of(row.site).filter(user=row.user).exists():
        return False
    link = settings.PUBLIC_URL + reverse("intervenant-proposal", args=[token_of(row)])
    context = {"reference": row.site.reference, "link": link, "days": LINK_LIFE.days}
    body = render_to_string("sites/email/proposal.txt", context)
    send_mail("On vous propose d’intervenir sur un site", body, None, [row.user.email])
    return True


def token_of(row: Intervenant) -> str:
    return signing.dumps(row.pk, salt=SALT)


def proposal_of(scope: Scope, token: str) -> Intervenant:
    """The proposal that a link stands for, if it waits for this very person; else Http404."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=LINK_LIFE)
    except signing.BadSignature:  # its subclass SignatureExpired too
        raise Http404("Unreadable or expired link") from None
    rows = Intervenant.objects.waiting().filter(pk=pk, user=scope.user_id)
    row = rows.select_related("site__commune", "organisation", "author__user").first()
    if row is None:
        raise Http404("No such proposal for this person")
    return row


def accept_proposal(scope: Scope, intervenant_id: int) -> Intervenant:
    """The proposed person accepts: the structure counts as declared from today.

    Raises Http404 unless the proposal waits for this person, who still sees the site.
    """
    with transaction.atomic():
        proposal = _mine(scope, intervenant_id)
        return declare(scope, proposal.site, proposal.themes, proposal)


def decline_proposal(scope: Scope, intervenant_id: int) -> Intervenant:
    """The proposed person declines; raises Http404 as `accept_proposal`."""
    with transaction.atomic():
        proposal = _mine(scope, intervenant_id)
        proposal.state = IntervenantState.DECLINE
        proposal.save(update_fields=["state"])
        events.record(
            EventKind.INTERVENANT_DECLINED, proposal.site, scope.membership_id, proposal.pk
        )
    return proposal


def _mine(scope: Scope, intervenant_id: int) -> Intervenant:
    """The waiting proposal, its site locked: two answers at once never both count."""
    mine = Intervenant.objects.waiting().filter(
        pk=intervenant_id, user=scope.user_id, organisation=scope.organisation_id
    )
    reference = mine.values_list("site__reference", flat=True).first()
    if reference is None:
        raise Http404("No such proposal for this person")
    site = lock_site(scope, reference)
    proposal = mine.first()
    if proposal is None:
        raise Http404("Answered a moment ago")
    proposal.site = site
    return proposal

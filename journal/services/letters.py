"""The mails of the outbox: what happened and where, never what was written, nor by whom."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import mrml
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from journal.enums import Reason
from journal.models import Delivery
from journal.sentences import TITLES
from journal.services.unsubscribing import token_of
from journal.telling import address

INBOX, PREFERENCES = "/notifications/", "/notifications/preferences/"
# Without it, each mail would fetch fonts from a third party, and tell it who reads what when.
_OPTIONS = mrml.RenderOptions(fonts={})


def host() -> str:
    """The right side of our Message-IDs."""
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def at_once(delivery: Delivery) -> EmailMultiAlternatives:
    """The mail of one event; `delivery` with its person, event and site."""
    event = delivery.notification.event
    what, reason = TITLES[event.kind], Reason(delivery.notification.reason)
    site = event.site
    if site is None:
        return _on_no_site(delivery, what, reason)
    context = {
        "subject": f"{site.reference} : {what}",
        "what": what,
        "reference": site.reference,
        "link": settings.PUBLIC_URL + address(delivery.notification),
        "reason": reason.label,
    }
    thread = f"<{site.uuid}@{host()}>"
    headers = {"References": thread, "In-Reply-To": thread}
    return compose("now", context, [delivery], [reason], headers)


def _on_no_site(delivery: Delivery, what: str, reason: Reason) -> EmailMultiAlternatives:
    """What is asked of a department: it leads to its questions, and names nothing."""
    context = {
        "subject": what,
        "what": what,
        "reference": "",
        "link": settings.PUBLIC_URL + address(delivery.notification),
        "reason": reason.label,
    }
    return compose("now", context, [delivery], [reason], {})


def compose(
    template: str,
    context: Mapping[str, Any],
    deliveries: Sequence[Delivery],
    reasons: Collection[Reason],
    headers: Mapping[str, str],
) -> EmailMultiAlternatives:
    """Text and HTML from the twins in `templates/journal/mail/`; `deliveries`: one person's."""
    first = deliveries[0]
    user = first.recipient.user
    unsubscribe = settings.PUBLIC_URL + reverse("unsubscribe", args=[token_of(user.pk, reasons)])
    whole = {
        **context,
        "inbox": settings.PUBLIC_URL + INBOX,
        "preferences": settings.PUBLIC_URL + PREFERENCES,
        "unsubscribe": unsubscribe,
    }
    message = EmailMultiAlternatives(
        subject=context["subject"],
        body=render_to_string(f"journal/mail/{template}.txt", whole),
        to=[user.email],
        headers={
            "Message-ID": first.message_id,
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            **headers,
        },
    )
    source = render_to_string(f"journal/mail/{template}.mjml", whole)
    message.attach_alternative(mrml.to_html(source, None, _OPTIONS).content, "text/html")
    return message

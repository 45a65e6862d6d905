"""What is over is read-only: résorbé, fermé, annulé.

Each service that writes the record calls one of the two: `require_open`, or `correction_reason` for
what may be corrected with a reason: what identifies the site, its surveys, its legal rows (the
judgment of an appeal comes after the evacuation) and its documents, also to remove them. The reason
is told with the event of the change, so to those alone who read what was changed.

What stays possible on a closed site: its journal (people go on writing of where the families went),
its status (to reopen it), reinstallations (they tell of what came after), merging, to end an
intervention, and for who removed a document to take that back.
"""

from django.core.exceptions import ValidationError

from sites.enums import SiteStatus
from sites.models import Site

LONGEST_REASON = 500
REOPEN = "rouvrez-le pour l’actualiser"


def require_open(site: Site) -> None:
    """Raises ValidationError on a site that is over."""
    if not site.is_active:
        raise ValidationError(f"{_words(site)}{REOPEN}.")


def correction_reason(site: Site, reason: str) -> str:
    """Why a closed site is corrected; nothing on an open one, whatever was given.

    Raises ValidationError on `reason`.
    """
    if site.is_active:
        return ""
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": reason_needed(site)})
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": f"{LONGEST_REASON} caractères au plus."})
    return reason


def reason_needed(site: Site) -> str:
    return f"{_words(site)}{REOPEN}, ou dites pourquoi vous le corrigez."


def _words(site: Site) -> str:
    return f"Ce site est {SiteStatus(site.status).label.lower()} : "

"""Dates as the screens write them: how long ago, the whole date on hover and in print."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from territories.days import date_format

register = template.Library()

MONTH, YEAR = 30.4, 365.25
WEEK = timedelta(days=7)


@register.filter
def ago(day: date | datetime | None) -> SafeString | str:
    """A `<time>`; nothing for None."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return format_html(
        '<time datetime="{}" title="{}" class="ago">{}</time>',
        day.isoformat(),
        date_format(day),
        _words((timezone.localdate() - day).days),
    )


@register.filter
def moment(at: datetime) -> SafeString:
    """A `<time>`, with its hour while it still tells something: « hier, 16:06 »."""
    local = timezone.localtime(at)
    words = _words((timezone.localdate() - local.date()).days)
    hour = f", {local:%H:%M}" if timezone.now() - at < WEEK else ""
    return format_html(
        '<time datetime="{}" title="{}" class="ago">{}{}</time>',
        at.isoformat(),
        date_format(local, r"l j F Y \à H:i"),
        words,
        hour,
    )


def _words(days: int) -> str:
    near = {0: "aujourd’hui", 1: "hier", 2: "avant-hier", -1: "demain"}
    if days in near:
        return near[days]
    if days < 0:
        return f"dans {-days} jours"
    if days < 31:
        return f"il y a {days} jours"
    if days < YEAR:
        return f"il y a {round(days / MONTH)} mois"
    years = int(days / YEAR)
    return f"il y a {years} an{'s' if years > 1 else ''}"

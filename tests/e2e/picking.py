"""Sites of the demonstration by what a story needs of them: it is another one each day."""

from dataclasses import dataclass

import psycopg
from playwright.sync_api import Page, expect

from tests.databases import owner_of

TOGETHER = "au même endroit"
_OPEN = """
SELECT site.reference FROM sites_site site
JOIN territories_territory departement ON departement.id = site.departement_id
WHERE departement.code = '69' AND site.status IN ('ouvert', 'en-cours')
"""
_CONFIRMED = "AND site.status = 'ouvert'"
# Much is written there, of which an urgent request that waits
_BUSY = """
AND EXISTS (
    SELECT FROM journal_attentionpoint point
    WHERE point.site_id = site.id AND point.state = 'signale' AND point.severity = 'urgent'
)
"""
_MOST_WRITTEN = "(SELECT count(*) FROM journal_entry entry WHERE entry.site_id = site.id) DESC"
# Where the structure of the mediator of the Rhône is confirmed for health, for a month at the least
_MEDIATED = """
AND EXISTS (
    SELECT FROM sites_intervenant row
    JOIN actors_membership member ON member.organisation_id = row.organisation_id
    JOIN actors_user person ON person.id = member.user_id
    WHERE row.site_id = site.id AND row.state = 'confirme' AND 'sante' = ANY (row.confirmed_themes)
    AND row.during @> daterange(current_date, current_date + 30)
    AND person.email = 'mediatrice.rhone@demo.example'
)
"""
_STRANGE = """
SELECT site.reference FROM sites_site site
JOIN territories_territory departement ON departement.id = site.departement_id
WHERE departement.code = '13'
"""


@dataclass(frozen=True, slots=True)
class Sites:
    """References, each of a site that is there on every day.

    `busy`, `mediated` and `others` are open, in the Rhône: much is written on the first, the
    mediator's association works on the second (it may be the same), the others are ordinary.
    """

    busy: str
    mediated: str
    others: tuple[str, ...]
    elsewhere: str


def pick(database: str) -> Sites:
    with psycopg.connect(owner_of(database)) as connection:

        def found(query: str, order: str = "site.reference") -> list[str]:
            return [name for (name,) in connection.execute(f"{query} ORDER BY {order}").fetchall()]

        busy = found(_OPEN + _BUSY, _MOST_WRITTEN)[0]
        mediated = found(_OPEN + _MEDIATED)[0]
        others = [name for name in found(_OPEN + _CONFIRMED) if name not in (busy, mediated)]
        return Sites(busy, mediated, tuple(others), found(_STRANGE)[0])


def open_by_key(page: Page) -> None:
    """Opens a site of the map that stands alone at its place, by Enter: others come apart first."""
    marker = page.locator(f".site-marker:not([aria-label*='{TOGETHER}'])").first
    marker.focus()
    expect(marker).to_be_focused()
    page.keyboard.press("Enter")

"""The reference: who reads what, in a few lines written from the design alone (§4).

It knows nothing of the application but its words.
"""

from tests.leaks.plan import HELD_BY, Person, Post, Presence, Structure

STATE = {"dihal", "prefecture", "ddets"}
AUTHORITIES = STATE | {"ars", "education", "collectivite"}


class Rules:
    """What holds at one moment: the structures, people and presences of that moment."""

    def __init__(
        self, structures: list[Structure], people: list[Person], presences: list[Presence]
    ) -> None:
        self.structures, self.people, self.presences = structures, people, presences

    def sees(self, person: int, site: str) -> bool:
        return self._is_in(person) and (
            self._reaches(person, site) or self._confirmed(person, site)
        )

    def reads(self, person: int, post: Post) -> bool:
        """A post that is neither removed nor waiting, on a site that he sees."""
        return self.sees(person, post.site) and (
            person == post.author or self._is_in_audience(person, post)
        )

    def _is_in_audience(self, person: int, post: Post) -> bool:
        kind = self._structure(person).kind
        match post.audience:
            case "tous":
                return True
            case "intervenants":
                return kind in STATE or self._confirmed(person, post.site)
            case "pouvoirs-publics":
                return kind in AUTHORITIES and self._reaches(person, post.site)
            case "sante":
                for_health = self._confirmed(person, post.site, "sante")
                return kind == "ars" or (kind == "operateur" and for_health)
            case "nommes":
                mine = self.people[person].structure
                return person in post.named_people or mine in post.named_structures
        raise AssertionError(post.audience)

    def _is_in(self, person: int) -> bool:
        return not self.people[person].has_left and self._structure(person).is_active

    def _structure(self, person: int) -> Structure:
        return self.structures[self.people[person].structure]

    def _reaches(self, person: int, site: str) -> bool:
        parts = self.people[person].parts
        places = HELD_BY[site]
        return bool(places & set(self._structure(person).places)) and (
            not parts or bool(places & set(parts))
        )

    def _confirmed(self, person: int, site: str, theme: str | None = None) -> bool:
        return any(
            presence.structure == self.people[person].structure
            and presence.site == site
            and presence.state == "confirme"
            and not presence.is_over
            and (theme is None or theme in presence.confirmed)
            for presence in self.presences
        )

"""What a write refuses because of what stands already (409), and what is too much (413)."""

from typing import Any

from django.core.exceptions import RequestDataTooBig


class Conflict(Exception):
    """`message` is for people, `facts` for the answer: what differs, what stands there."""

    def __init__(self, message: str, **facts: Any) -> None:
        super().__init__(message)
        self.message = message
        self.facts = facts


class StaleVersion(Conflict):
    """The row changed since it was read; `facts["current"]` holds it as it is now."""

    def __init__(self, current: dict[str, Any], message: str = "") -> None:
        super().__init__(
            message
            or "Cette fiche a changé depuis que vous l’avez ouverte. Relisez-la avant "
            "d’enregistrer.",
            current=current,
        )


class MergedSite(Conflict):
    """The site was merged into `kept`, which the reader sees: who reads is led there
    (`geo_resorption.problems`), who writes is told so."""

    def __init__(self, reference: str, kept: str) -> None:
        super().__init__(
            f"Le site {reference} a été fusionné dans le site {kept}. Rien n’a été enregistré : "
            "recommencez sur celui-ci.",
            kept=kept,
        )
        self.reference, self.kept = reference, kept


class SurveyedMeanwhile(Conflict):
    """Somebody else recorded a survey of the same day since the page was opened."""

    def __init__(self, other: Any) -> None:
        super().__init__(
            "Un diagnostic du même jour vient d’être enregistré par une autre personne. Le vôtre "
            "s’y ajouterait, et c’est lui qui vaudrait.",
            observed_on=other.observed_on.isoformat(),
        )
        self.other = other


class UsedElsewhere(Conflict):
    """The form's uuid wrote a row already, on another site: a second write would be lost."""

    def __init__(self) -> None:
        super().__init__(
            "Cet envoi a déjà servi pour un autre site. Rechargez la page avant de recommencer."
        )


class TakenBack(Conflict):
    """The form's uuid wrote a row that was taken back since."""

    def __init__(self) -> None:
        super().__init__("Cet envoi a déjà servi, et ce qu’il avait écrit a été retiré depuis.")


class PossibleDuplicates(Conflict):
    """Open sites that the reader sees stand near the reported point; nearest first in `sites`."""

    def __init__(self, sites: list[Any]) -> None:
        super().__init__(
            "Un site ouvert existe déjà à proximité. Vérifiez qu’il ne s’agit pas du même.",
            possible_duplicates=[site.reference for site in sites],
        )
        self.sites = sites


class TooMuchSent(RequestDataTooBig):
    """`most`: how many octets one request may bring."""

    def __init__(self, most: int) -> None:
        megabytes = most // (1024 * 1024)
        self.message = f"Ce que vous envoyez dépasse {megabytes} Mo. Rien n’a été enregistré."
        super().__init__(self.message)

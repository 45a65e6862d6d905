"""What people do to sites. Each verb takes the scope that acts and answers with the row."""

from sites.services.editing import SiteChanges, edit
from sites.services.intervening import (
    confirm_intervenant,
    declare_each,
    declare_intervenant,
    end_intervenant,
    possible_intervenant_actions,
    renew_intervenant,
)
from sites.services.meanwhile import survey_unless_met
from sites.services.outlining import outline
from sites.services.placing import (
    Place,
    box_of,
    containers,
    geocoder_differs,
    neighbours,
    place,
)
from sites.services.proposing import (
    accept_proposal,
    decline_proposal,
    mail_proposal,
    proposal_of,
    propose_intervenant,
)
from sites.services.reporting import (
    OUT_OF_REACH,
    Report,
    possible_duplicates,
    reaches,
    report,
)
from sites.services.restoring import put_back
from sites.services.status import change_status, next_status, possible_actions
from sites.services.surveying import Observation, survey, verify, verify_each
from sites.services.territories import follow_territories

__all__ = [
    "OUT_OF_REACH",
    "Observation",
    "Place",
    "Report",
    "SiteChanges",
    "accept_proposal",
    "box_of",
    "change_status",
    "confirm_intervenant",
    "containers",
    "declare_each",
    "declare_intervenant",
    "decline_proposal",
    "edit",
    "end_intervenant",
    "follow_territories",
    "geocoder_differs",
    "mail_proposal",
    "neighbours",
    "next_status",
    "outline",
    "place",
    "possible_actions",
    "possible_duplicates",
    "possible_intervenant_actions",
    "proposal_of",
    "propose_intervenant",
    "put_back",
    "reaches",
    "renew_intervenant",
    "report",
    "survey",
    "survey_unless_met",
    "verify",
    "verify_each",
]

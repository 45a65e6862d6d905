"""What people do to sites. Each verb takes the scope that acts and answers with the row."""

from sites.services.closing import Closing, Offered
from sites.services.documents import Deposit, deposit, put_back_document, remove_document
from sites.services.editing import SiteChanges, edit
from sites.services.favourites import set_favourite
from sites.services.heatwaves import (
    declare_heatwave,
    end_heatwave,
    heatwave_territories,
    heatwave_words,
    set_heat_risk,
    tell_heatwave,
)
from sites.services.intervening import (
    confirm_intervenant,
    declare_each,
    declare_intervenant,
    end_intervenant,
    possible_intervenant_actions,
    renew_intervenant,
)
from sites.services.meanwhile import survey_unless_met
from sites.services.merging import may_merge, merge, unmerge
from sites.services.outlining import outline
from sites.services.phases import date_phases, prepares
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
from sites.services.restoring import change_to_put_back, put_back
from sites.services.status import change_status, next_status, possible_actions
from sites.services.surveying import Observation, survey, verify, verify_each
from sites.services.territories import follow_territories

__all__ = [
    "OUT_OF_REACH",
    "Closing",
    "Deposit",
    "Observation",
    "Offered",
    "Place",
    "Report",
    "SiteChanges",
    "accept_proposal",
    "box_of",
    "change_status",
    "change_to_put_back",
    "confirm_intervenant",
    "containers",
    "date_phases",
    "declare_each",
    "declare_heatwave",
    "declare_intervenant",
    "decline_proposal",
    "deposit",
    "edit",
    "end_heatwave",
    "end_intervenant",
    "follow_territories",
    "geocoder_differs",
    "heatwave_territories",
    "heatwave_words",
    "mail_proposal",
    "may_merge",
    "merge",
    "neighbours",
    "next_status",
    "outline",
    "place",
    "possible_actions",
    "possible_duplicates",
    "possible_intervenant_actions",
    "prepares",
    "proposal_of",
    "propose_intervenant",
    "put_back",
    "put_back_document",
    "reaches",
    "remove_document",
    "renew_intervenant",
    "report",
    "set_favourite",
    "set_heat_risk",
    "survey",
    "survey_unless_met",
    "tell_heatwave",
    "unmerge",
    "verify",
    "verify_each",
]

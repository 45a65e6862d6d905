from sites.forms.editing import EditForm
from sites.forms.intervening import DeclareForm, ProposeForm
from sites.forms.preparing import DocumentForm, HeatwaveForm, PhasesForm
from sites.forms.reporting import ReportForm
from sites.forms.status import StatusForm
from sites.forms.surveying import SurveyForm

__all__ = [
    "DeclareForm",
    "DocumentForm",
    "EditForm",
    "HeatwaveForm",
    "PhasesForm",
    "ProposeForm",
    "ReportForm",
    "StatusForm",
    "SurveyForm",
]

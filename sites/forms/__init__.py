from sites.forms.correcting import ReasonForm
from sites.forms.editing import EditForm
from sites.forms.intervening import DeclareForm, ProposeForm
from sites.forms.outlining import FootprintForm
from sites.forms.preparing import DocumentForm, HeatwaveForm, PhasesForm
from sites.forms.reporting import ReportForm
from sites.forms.status import StatusForm
from sites.forms.surveying import LevelForm, SurveyForm

__all__ = [
    "DeclareForm",
    "DocumentForm",
    "EditForm",
    "FootprintForm",
    "HeatwaveForm",
    "LevelForm",
    "PhasesForm",
    "ProposeForm",
    "ReasonForm",
    "ReportForm",
    "StatusForm",
    "SurveyForm",
]

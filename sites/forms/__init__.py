from sites.forms.editing import EditForm
from sites.forms.intervening import DeclareForm, ProposeForm
from sites.forms.reporting import ReportForm
from sites.forms.status import StatusForm
from sites.forms.surveying import LevelForm, SurveyForm

__all__ = [
    "DeclareForm",
    "EditForm",
    "LevelForm",
    "ProposeForm",
    "ReportForm",
    "StatusForm",
    "SurveyForm",
]

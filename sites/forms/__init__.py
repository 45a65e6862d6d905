from sites.forms.editing import EditForm
from sites.forms.intervening import DeclareForm, ProposeForm
from sites.forms.outlining import FootprintForm
from sites.forms.reporting import ReportForm
from sites.forms.status import StatusForm
from sites.forms.surveying import LevelForm, SurveyForm

__all__ = [
    "DeclareForm",
    "EditForm",
    "FootprintForm",
    "LevelForm",
    "ProposeForm",
    "ReportForm",
    "StatusForm",
    "SurveyForm",
]

from legal.forms.asking import DeadlinesForm
from legal.forms.rows import EvacuationForm, OwnerForm, ProcedureForm, RowForm, StepForm

__all__ = [
    "DeadlinesForm",
    "EvacuationForm",
    "OwnerForm",
    "ProcedureForm",
    "RowForm",
    "StepForm",
]

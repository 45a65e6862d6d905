"""What people write in a journal, and what is done to it afterwards."""

from journal.forms.changing import NarrowForm, RemovalForm
from journal.forms.writing import IDS, CorrectionForm, EntryForm

__all__ = ["IDS", "CorrectionForm", "EntryForm", "NarrowForm", "RemovalForm"]

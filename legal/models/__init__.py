from legal.models.read import Read
from legal.models.rows import EvacuationDate, Owner, Procedure, Reminder, Row, Step

__all__ = ["EvacuationDate", "Owner", "Procedure", "Read", "Reminder", "Row", "Step"]

from legal.querysets.rows import LegalQuerySet, StepQuerySet

__all__ = ["LegalQuerySet", "StepQuerySet"]

"""Several sites chosen: what they sum up to, and one action for all of them."""

from layers.batch.acting import declare, verify, write
from layers.batch.asking import MOST, Asked, read
from layers.batch.plans import Action, Plan, plan
from layers.batch.summing import Summary, summary

__all__ = [
    "MOST",
    "Action",
    "Asked",
    "Plan",
    "Summary",
    "declare",
    "plan",
    "read",
    "summary",
    "verify",
    "write",
]

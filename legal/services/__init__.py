"""What people do to legal rows. Each verb takes the scope that acts and answers with the row."""

from legal.services.evacuating import set_evacuation
from legal.services.owning import remove_owner, save_owner
from legal.services.proceeding import remove_procedure, save_procedure
from legal.services.reminding import remind
from legal.services.stepping import remove_step, save_step

__all__ = [
    "remind",
    "remove_owner",
    "remove_procedure",
    "remove_step",
    "save_owner",
    "save_procedure",
    "save_step",
    "set_evacuation",
]

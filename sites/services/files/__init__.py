"""Photos, documents and audio notes: checked when they come, hung on a row, made fit by a worker,
swept when nobody holds them any more."""

from sites.services.files.checking import MOST_FILES, MOST_OCTETS, Checked, check
from sites.services.files.hanging import hang, unhang
from sites.services.files.processing import process
from sites.services.files.sweeping import sweep_orphans, sweep_waiting

__all__ = [
    "MOST_FILES",
    "MOST_OCTETS",
    "Checked",
    "check",
    "hang",
    "process",
    "sweep_orphans",
    "sweep_waiting",
    "unhang",
]

"""What sudden deaths, lost messages and removed rows leave behind."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from actors.jobs import enqueue
from sites import antivirus, storage
from sites.models import File

LATE = timedelta(minutes=5)  # after the job's own tries (`sites.tasks.process_file`)
ORPHAN = timedelta(days=1)  # no transaction lasts so long
BATCH = 100


def sweep_waiting() -> int:
    """Asks again for files that still wait; returns how many.

    A few at a time and by lot, so that none that always fails stands before the others; none while
    the antivirus is away, or they would pile up in the queue.
    """
    if not antivirus.answers():
        return 0
    late = File.objects.waiting().filter(created_at__lt=timezone.now() - LATE)
    chosen = list(late.order_by("?").values_list("pk", flat=True)[:BATCH])
    for file_id in chosen:
        enqueue("sites.process_file", file_id, is_swept=True)
    return len(chosen)


def sweep_orphans() -> tuple[int, int]:
    """Removes rows that hang on nothing, then bytes that no row names, both older than a day;
    returns how many of each."""
    old = timezone.now() - ORPHAN
    rows, _ = File.objects.filter(object_id=None, created_at__lt=old).delete()
    disk = storage.private()
    removed = 0
    for paths in _folders():
        orphans = [path for path in paths - _named(paths) if disk.get_modified_time(path) < old]
        storage.remove(orphans)
        removed += len(orphans)
    return rows, removed


def _folders() -> Iterator[set[str]]:
    """The paths under each of the 256 first folders: memory does not grow with the whole."""
    disk = storage.private()
    if not disk.exists(""):
        return
    for first in disk.listdir("")[0]:
        seconds = disk.listdir(first)[0]
        yield {
            f"{first}/{second}/{name}"
            for second in seconds
            for name in disk.listdir(f"{first}/{second}")[1]
        }


def _named(paths: Iterable[str]) -> set[str]:
    chosen = list(paths)
    rows = File.objects.filter(
        Q(stored__in=chosen) | Q(shown__in=chosen) | Q(thumbnail__in=chosen)
    ).order_by()
    return {path for row in rows.values_list("stored", "shown", "thumbnail") for path in row}

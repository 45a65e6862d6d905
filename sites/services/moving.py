"""What hangs on a site goes to another one, and back: for `sites.services.merging` and, in upper
apps, for the handlers of `settings.MERGE_HANDLERS`."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from sites.models import Site

# {label of a model: ids of its rows}
Moved = Mapping[str, Sequence[int]]


def carry(
    rows: QuerySet, source: Site, target: Site, back: Moved | None = None, column: str = "site"
) -> dict[str, list[int]]:
    """Those of `rows` that stand on `source` go to `target`: {label: ids}, as `Merge.moved` holds.

    `back`: what a merge moved, of which what is still there goes home. Rows that would clash with
    the target's own are the caller's to leave out.
    """
    label = rows.model._meta.label
    key = label if column == "site" else f"{label}.{column}"
    there = rows.filter(**{column: source}).order_by()
    if back is not None:
        there = there.filter(pk__in=back.get(key, ()))
    ids = sorted(there.values_list("pk", flat=True))
    if ids:
        rows.model._base_manager.filter(pk__in=ids).update(**{column: target})
    return {key: ids}

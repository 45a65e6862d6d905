"""What looks upward: declared tables, where an import would go against the house's direction."""

TERRITORY_SUCCESSION_HANDLERS = {
    "sites": "sites.services.follow_territories",
    "memberships": "actors.services.follow_territories",
}

# name → dotted function that carries what hangs on a site, in the transaction of a merge:
# (merge, source, target, back) → {label of a model: ids of what went}; `back`: to undo it, what did
MERGE_HANDLERS = {
    "journal": "journal.services.follow_merge",
    "legal": "legal.services.merging.follow_merge",
}
# name → dotted function, for what is shown before: (scope, one site, another) → [(label, how many
# on one, on the other)]
MERGE_COUNTERS = {"journal": "journal.services.count_merge"}

# kind of event → dotted names called in the transaction of the change: handler(event)
EVENT_HANDLERS: dict[str, tuple[str, ...]] = {
    "site.reported": ("journal.reactions.notify",),
    "site.edited": (),
    "site.moved": (),
    "site.confirmed": ("journal.reactions.notify",),
    "site.resorption": ("journal.reactions.notify",),
    "site.closed": ("journal.reactions.notify",),
    "site.resorbed": ("journal.reactions.notify",),
    "site.reopened": ("journal.reactions.notify",),
    "site.cancelled": ("journal.reactions.notify",),
    "site.surveyed": ("journal.reactions.notify",),
    "site.verified": (),
    "site.territory": (),
    "site.corrected": (),
    "site.footprint": (),
    "site.merged": (),
    "site.unmerged": (),
    "site.phase": (),
    "site.heat-risk": (),
    "site.document": (),
    "site.document-removed": (),
    "heatwave.declared": ("journal.reactions.notify",),
    "reinstallation.linked": (),
    "reinstallation.asked": ("journal.reactions.notify",),
    "reinstallation.declined": (),
    "reinstallation.removed": (),
    "intervenant.proposed": (),
    "intervenant.declined": ("journal.reactions.notify",),
    "intervenant.declared": ("journal.reactions.notify",),
    "intervenant.confirmed": ("journal.reactions.notify",),
    "intervenant.renewed": (),
    "intervenant.ended": ("journal.reactions.notify",),
    "legal.owner": ("journal.reactions.notify",),
    "legal.procedure": (),
    "legal.step": ("journal.reactions.notify",),
    "legal.evacuation": ("journal.reactions.notify",),
    "legal.deadline": ("journal.reactions.notify",),
    "journal.posted": ("journal.reactions.notify",),
    "journal.answered": ("journal.reactions.notify",),
    "journal.edited": ("journal.reactions.notify",),
    "journal.narrowed": (),
    "journal.removed": ("journal.reactions.notify",),
    "journal.file-refused": ("journal.reactions.notify",),
    "attention.raised": ("journal.reactions.notify",),
    "attention.taken": ("journal.reactions.notify",),
    "attention.treated": ("journal.reactions.notify",),
    "attention.dropped": ("journal.reactions.notify",),
    "attention.reopened": ("journal.reactions.notify",),
    "attention.reminded": ("journal.reactions.notify",),
}

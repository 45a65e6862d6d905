"""What looks upward: declared tables, where an import would go against the house's direction."""

TERRITORY_SUCCESSION_HANDLERS = {
    "sites": "sites.services.follow_territories",
    "memberships": "actors.services.follow_territories",
}

# kind of event → dotted names called in the transaction of the change: handler(event)
EVENT_HANDLERS: dict[str, tuple[str, ...]] = {
    "site.reported": (),
    "site.edited": (),
    "site.moved": (),
    "site.confirmed": (),
    "site.resorption": (),
    "site.closed": (),
    "site.resorbed": (),
    "site.reopened": (),
    "site.cancelled": (),
    "site.surveyed": (),
    "site.verified": (),
    "site.territory": (),
    "intervenant.proposed": (),
    "intervenant.declined": (),
    "intervenant.declared": (),
    "intervenant.confirmed": (),
    "intervenant.renewed": (),
    "intervenant.ended": (),
    "journal.posted": ("journal.reactions.notify",),
    "journal.answered": ("journal.reactions.notify",),
    "journal.edited": (),
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

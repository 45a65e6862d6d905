"""What journals make of events: the handlers of `settings.EVENT_HANDLERS`."""

from sites.models import Event


def notify(event: Event) -> None:
    """Writes the notifications and deliveries of an event, in its transaction."""

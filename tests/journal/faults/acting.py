"""What the fault tests do in the database, in a process of its own: `python -m … VERB`.

Their servers are not those of the test process, whose Django knows another database.
"""

import json
import os
import sys
import time
from pathlib import Path
from uuid import UUID

import django
from django.db import OperationalError, connection

AUTHOR, MEDIATORS = "owner", 3
BASE = 0xFA117


def build() -> None:
    """A site whose intervenants, three people, are told at once; nothing of it waits."""
    from journal.models import Delivery, Notification
    from tests import cast as the_cast
    from tests import world as the_world
    from tests.factories import IntervenantFactory, MembershipFactory, SiteFactory

    world = the_world.build()
    cast = the_cast.build(world)
    for _ in range(MEDIATORS - 1):
        MembershipFactory(organisation=cast.mediator.organisation)
    site = SiteFactory(commune=world.venissieux, declared_by=cast.owner)
    IntervenantFactory(site=site, organisation=cast.mediator.organisation, author=cast.owner)
    Delivery.objects.all().delete()
    Notification.objects.all().delete()
    state = {"author": cast.owner.pk, "site": site.reference}
    Path(os.environ["FAULTS_STATE"]).write_text(json.dumps(state))


def publish(count: str, pause: str) -> None:
    """So many entries, one after the other, each again until it is accepted, as a phone would."""
    from actors.services import scope_for
    from journal.services import post

    state = json.loads(Path(os.environ["FAULTS_STATE"]).read_text())
    for number in range(int(count)):
        while True:
            try:
                scope = scope_for(state["author"])
                post(scope, state["site"], UUID(int=BASE + number), f"Message {number}.")
                break
            except OperationalError:
                connection.close()
                time.sleep(0.2)
        say(str(number + 1))
        time.sleep(float(pause))


def report() -> None:
    """{"entries": …, "notifications": {recipient: [entry]}, "mails": {Message-ID: state}, …}"""
    from journal.enums import Cadence
    from journal.models import Delivery, Entry, Notification

    told: dict[str, list[int]] = {}
    for recipient, entry in Notification.objects.values_list("recipient__user__email", "entry"):
        told.setdefault(recipient, []).append(entry)
    mails = Delivery.objects.filter(cadence=Cadence.NOW)
    rows = mails.values_list("message_id", "state", "recipient__user__email", "attempts", "error")
    seen = {"entries": list(Entry.objects.values_list("pk", flat=True)), "notifications": told}
    say(json.dumps(seen | {"mails": list(rows)}))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    django.setup()
    {"build": build, "publish": publish, "report": report}[sys.argv[1]](*sys.argv[2:])

"""Whatever dies while entries are published: each notification once, each mail at least once."""

import signal
from collections import Counter

import pytest

from tests.journal.faults.acting import MEDIATORS

TERRITORY = 3  # colleague, ARS, Dihal: by a summary, which does not come due here


def proved(stack, report, count):
    """Nothing missing, nothing twice, and the same Message-ID on what left twice."""
    assert len(report["entries"]) == count
    assert len(report["notifications"]) == MEDIATORS + TERRITORY
    for entries in report["notifications"].values():
        assert sorted(entries) == sorted(report["entries"])
    mails = report["mails"]
    assert Counter(state for _, state, *_ in mails) == {"envoye": MEDIATORS * count}, mails
    recipients = {message_id: address for message_id, _, address, *_ in mails}
    assert len(recipients) == MEDIATORS * count
    taken = Counter(stack.office.accepted)
    assert dict(list(taken)) == recipients
    return taken


def test_a_worker_that_is_killed_while_it_sends(stack):
    stack.office.stop_in_the_middle()
    stack.start("worker", "beat")
    with stack.publishing(20) as publishing:
        assert stack.office.stopped.wait(60)
        stack.kill("worker")
        assert publishing.wait(60) == 0
    taken = proved(stack, stack.until_all_is_sent(90), 20)
    # the one whose answer the worker did not live to hear
    assert max(taken.values()) == 2


@pytest.mark.slow
def test_everything_dies_in_turn(stack):
    stack.start("worker", "beat")
    with stack.publishing(200, 0.4) as publishing:
        _hurt(stack, publishing)
    taken = proved(stack, stack.until_all_is_sent(300), 200)
    assert max(taken.values()) >= 2


def _hurt(stack, publishing):
    def published(number):
        for line in publishing.stdout:
            if int(line) >= number:
                return

    published(20)
    stack.office.stop_in_the_middle()
    assert stack.office.stopped.wait(60)
    stack.kill("worker")
    stack.live(3)
    published(60)
    stack.stop_and_start("redis", away=3, number=signal.SIGTERM)
    published(100)
    stack.office.mode = "refuses"
    stack.live(8)
    stack.office.mode = "hangs"
    stack.live(12)
    stack.office.mode = "takes"
    published(150)
    stack.stop_and_start("postgres", away=2, number=signal.SIGINT)
    published(200)
    assert publishing.wait(120) == 0

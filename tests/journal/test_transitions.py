"""Every state × every action stands in the table, and says what the issue says."""

from itertools import product

import pytest

from journal.enums import OPEN_STATES, AttentionAction, AttentionState
from journal.transitions import EVENTS, TRANSITIONS, Who


def test_every_combination_is_there_and_no_other():
    assert set(TRANSITIONS) == set(product(AttentionState, AttentionAction))
    assert set(EVENTS) == set(AttentionAction)


@pytest.mark.parametrize(("state", "action"), list(product(AttentionState, AttentionAction)))
def test_what_is_open_can_be_answered_and_what_is_closed_reopened(state, action):
    move = TRANSITIONS[state, action]
    if action == AttentionAction.REOPEN:
        assert (move is not None) is (state not in OPEN_STATES)
    elif action == AttentionAction.TAKE:
        assert (move is not None) is (state in {"signale", "rouvert"})
    else:
        assert (move is not None) is (state in OPEN_STATES)


def test_each_action_leads_to_one_state_by_the_same_people():
    for action, after, who, needs_word in (
        (AttentionAction.TAKE, AttentionState.PRIS_EN_COMPTE, Who.HANDLER, False),
        (AttentionAction.TREAT, AttentionState.TRAITE, Who.HANDLER, False),
        (AttentionAction.DROP, AttentionState.SANS_SUITE, Who.HANDLER, True),
        (AttentionAction.REOPEN, AttentionState.ROUVERT, Who.CONCERNED, True),
    ):
        moves = {TRANSITIONS[state, action] for state in AttentionState} - {None}
        assert [(m.after, m.who, m.needs_word) for m in moves] == [(after, who, needs_word)]


def test_no_state_is_a_dead_end():
    for state in AttentionState:
        assert any(TRANSITIONS[state, action] for action in AttentionAction)

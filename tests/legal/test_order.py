"""The order of the steps of a procedure: refused when the change itself breaks it, only then."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from legal import services
from legal.enums import StepKind
from legal.models import Step
from legal.services.ordering import NEW, Placed, check_change
from tests.legal.conftest import scope
from tests.legal.planting import procedure_values, step_values

MARCH, APRIL, JUNE = date(2026, 3, 1), date(2026, 4, 1), date(2026, 6, 1)


@pytest.fixture
def procedure(cast, site):
    return services.save_procedure(scope(cast.owner), site.reference, procedure_values())


@pytest.fixture
def add(cast, site, procedure):
    def step(kind, on, **more):
        given, values = scope(cast.owner), step_values(kind=kind, on=on, **more)
        return services.save_step(given, site.reference, values, procedure=procedure.pk)

    return step


@pytest.fixture
def save(cast, site):
    def change(step, **more):
        values = step_values(kind=step.kind, on=step.on) | more
        me = scope(cast.owner)
        return services.save_step(me, site.reference, values, pk=step.pk, version=step.version)

    return change


@pytest.fixture
def remove(cast, site):
    return lambda step: services.remove_step(
        scope(cast.owner), site.reference, step.pk, step.version
    )


def refused(change):
    """Where it is refused, and in what words."""
    with pytest.raises(ValidationError) as error:
        change()
    if hasattr(error.value, "error_dict"):
        return {name: words[0] for name, words in error.value.message_dict.items()}
    return {"": error.value.messages[0]}


@pytest.fixture
def appealed(add):
    """A decision, its appeal, and another decision after it."""
    return add("decision", MARCH), add("appel", APRIL), add("decision", JUNE)


@pytest.fixture
def broken(appealed):
    """The same without the first, as no verb leaves it any more."""
    Step.objects.filter(pk=appealed[0].pk).update(removed_at="2026-07-01T00:00:00Z")
    return appealed[1:]


class TestWhatBreaksIt:
    def test_the_decision_that_the_appeal_follows_is_not_removed(self, appealed, remove):
        assert "appel" in refused(lambda: remove(appealed[0]))[""]

    def test_nor_is_it_changed_into_something_else(self, appealed, save):
        assert "appel" in refused(lambda: save(appealed[0], kind="autre"))["kind"]

    def test_nor_put_after_the_appeal(self, appealed, save):
        said = refused(lambda: save(appealed[0], on=date(2026, 4, 2)))
        assert said["on"].startswith("Décision rendue : cette date suit « appel » du 01/04/2026")

    def test_a_first_step_of_any_kind_leaves_none_out_of_order(self, add, save, remove):
        first = add("plainte", MARCH)
        add("engagee", APRIL)
        add("plainte", JUNE)
        assert "Sans elle" in refused(lambda: remove(first))[""]
        assert "Sans elle" in refused(lambda: save(first, kind="autre"))["kind"]

    def test_an_appeal_is_not_moved_before_its_decision(self, appealed, save):
        said = refused(lambda: save(appealed[1], on=date(2026, 2, 1)))
        assert "précède « décision rendue » du 01/03/2026" in said["on"]

    def test_a_second_appeal_needs_a_decision_of_its_own_time(self, broken, add):
        assert set(refused(lambda: add("appel", date(2026, 5, 1)))) == {"on"}


class TestWhatDoesNot:
    def test_another_decision_goes(self, appealed, remove):
        remove(appealed[2])

    def test_the_first_goes_when_another_stands_in_its_place(self, appealed, add, remove):
        add("decision", date(2026, 3, 15))
        remove(appealed[0])

    def test_a_note_on_what_is_out_of_order(self, broken, save):
        for step in broken:
            assert save(step, note="Vu au greffe").note == "Vu au greffe"

    def test_what_has_nothing_to_do_with_it(self, broken, add, save, remove):
        other = add("autre", MARCH)
        other = save(other, on=JUNE)
        remove(other)
        add("plainte", date(2026, 1, 5))

    def test_mending_it(self, broken, save):
        save(broken[1], on=MARCH)

    def test_mending_it_by_parts(self):
        """Three written the other way round: one moves at a time."""
        kinds = (StepKind.PLAINTE, StepKind.ENGAGEE, StepKind.DECISION)
        steps = [Placed(pk, kind, date(2026, 5 - pk, 1)) for pk, kind in enumerate(kinds, 1)]
        moved = [*steps[:2], Placed(3, StepKind.DECISION, JUNE)]
        check_change(steps, moved, 3)
        check_change(moved, [Placed(1, StepKind.PLAINTE, date(2026, 1, 1)), *moved[1:]], 1)

    def test_an_appeal_of_an_order(self, add):
        add("arrete", MARCH)
        add("appel", APRIL)


def test_an_appeal_alone_says_what_is_missing():
    said = refused(lambda: check_change([], [Placed(NEW, StepKind.APPEL, MARCH)], NEW))
    assert said == {"kind": "Renseignez d’abord la décision dont il est appelé."}

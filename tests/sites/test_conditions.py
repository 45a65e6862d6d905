"""The decision table of living conditions: complete, without a dead row, and what it refuses."""

import pytest

from sites.conditions import (
    CONDITIONS,
    NO,
    YES,
    Kind,
    check_answers,
    combinations,
    decide,
    in_words,
    work_out,
)
from sites.enums import ConditionLevel, SurveyGroup
from sites.models import CONDITION_FIELDS

WATER = {
    "acces": "robinet",
    "continu": True,
    "sur_site": True,
    "distance": 50,
    "inegal": False,
    "stagnantes": False,
}
TABLES = pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)


def test_every_living_condition_has_its_table():
    assert list(CONDITIONS) == list(CONDITION_FIELDS)


@TABLES
def test_every_combination_gives_one_level_and_each_level_is_reached(condition):
    levels = {decide(condition, states) for states in combinations(condition)}
    assert levels == {ConditionLevel.BON, ConditionLevel.A_AMELIORER, ConditionLevel.MAUVAIS}


@TABLES
def test_no_row_is_dead(condition):
    """Each is, somewhere, the only ground of its level."""
    for row in condition.rows:
        alone = [
            states
            for states in combinations(condition)
            if row.holds(states)
            and decide(condition, states) == row.level
            and not any(
                other.holds(states)
                for other in condition.rows
                if other is not row and other.level == row.level
            )
        ]
        assert alone, row


@TABLES
def test_rows_speak_of_states_that_exist(condition):
    for row in (*condition.rows,):
        for name, states in row.when.items():
            assert set(states) <= set(condition.question(name).states)
    for question in condition.questions:
        for name, states in question.asked_if.items():
            assert set(states) <= set(condition.question(name).states)


@TABLES
def test_every_question_counts(condition):
    """One that no row and no other question asks for would be asked for nothing."""
    used = {name for row in condition.rows for name in row.when}
    used |= {name for question in condition.questions for name in question.asked_if}
    assert used == {question.name for question in condition.questions}


@TABLES
def test_what_is_unknown_decides_only_when_it_cannot_change_the_level(condition):
    """Of any part of a combination, the level is that of all its completions, or unknown."""
    for whole in combinations(condition):
        for left_out in whole:
            known = {name: state for name, state in whole.items() if name != left_out}
            levels = {decide(condition, states) for states in combinations(condition, known)}
            assert decide(condition, whole) in levels


@TABLES
def test_without_any_answer_it_is_unknown(condition):
    assert work_out(condition.group, {}).level == ConditionLevel.INCONNU


@pytest.mark.parametrize(
    ("changed", "level", "words"),
    [
        ({}, "bon", ""),
        ({"distance": 200}, "bon", ""),
        ({"distance": 201}, "a-ameliorer", "point d’eau à plus de 200 m"),
        (
            {"distance": 300, "inegal": True},
            "a-ameliorer",
            "point d’eau à plus de 200 m, accès inégal",
        ),
        ({"distance": 501, "inegal": True}, "mauvais", "point d’eau à plus de 500 m"),
        ({"acces": "bouteilles"}, "mauvais", "eau achetée en bouteilles"),
        ({"stagnantes": None}, "inconnu", "à préciser : eaux stagnantes"),
        ({"stagnantes": None, "distance": 300}, "a-ameliorer", "point d’eau à plus de 200 m"),
        ({"acces": None, "distance": 300}, "inconnu", "à préciser : accès principal à l’eau"),
        ({"acces": None, "distance": 600}, "mauvais", "point d’eau à plus de 500 m"),
    ],
)
def test_water(changed, level, words):
    answers = {name: value for name, value in (WATER | changed).items() if value is not None}
    verdict = work_out(SurveyGroup.EAU, answers)
    assert (verdict.level, in_words(verdict)) == (level, words)


def test_without_water_the_rest_is_not_asked():
    verdict = work_out(SurveyGroup.EAU, {"acces": "aucun"})
    assert (verdict.level, verdict.reasons) == ("mauvais", ("aucun accès à l’eau",))


def test_of_several_the_best_toilets_and_the_worst_pests_count():
    toilets = CONDITIONS[SurveyGroup.ASSAINISSEMENT].question("toilettes")
    assert toilets.state(["latrines", "seches"]) == "bonnes"
    pests = CONDITIONS[SurveyGroup.NUISIBLES].question("lesquels")
    assert pests.state(["rats", "insectes"]) == "rongeurs"


@pytest.mark.parametrize(
    ("group", "answers", "question", "words"),
    [
        ("eau", {"couleur": "bleue"}, "couleur", "n’existe pas"),
        ("eau", {"acces": "puits"}, "acces", "Choix possibles"),
        ("eau", {"acces": ["robinet"]}, "acces", "Choix possibles"),
        ("eau", {"acces": None}, "acces", "Choix possibles"),
        ("eau", {"continu": "oui"}, "continu", "Oui ou non"),
        ("eau", {"continu": 1}, "continu", "Oui ou non"),
        ("eau", {"distance": -1}, "distance", "de 0 à 20000"),
        ("eau", {"distance": 20_001}, "distance", "de 0 à 20000"),
        ("eau", {"distance": 1.5}, "distance", "entier"),
        ("eau", {"distance": True}, "distance", "entier"),
        ("eau", {"acces": "aucun", "distance": 30}, "distance", "ne se pose pas"),
        ("assainissement", {"toilettes": []}, "toilettes", "au moins"),
        ("assainissement", {"toilettes": "seches"}, "toilettes", "liste"),
        ("assainissement", {"toilettes": ["seches", "seches"]}, "toilettes", "deux fois"),
        ("assainissement", {"toilettes": ["aucune", "seches"]}, "toilettes", "ne va avec aucun"),
        ("assainissement", {"toilettes": [["seches"]]}, "toilettes", "Choix possibles"),
        ("nuisibles", {"presence": False, "lesquels": ["rats"]}, "lesquels", "ne se pose pas"),
    ],
)
def test_what_is_no_answer_is_told_at_its_question(group, answers, question, words):
    wrong = check_answers(SurveyGroup(group), answers)
    assert list(wrong) == [question]
    assert words in wrong[question]


def test_an_answer_before_the_one_it_hangs_on_is_taken():
    assert check_answers(SurveyGroup.EAU, {"distance": 30}) == {}


@TABLES
def test_states_are_few_and_choices_told_apart(condition):
    for question in condition.questions:
        values = [choice.value for choice in question.choices]
        assert len(set(values)) == len(values)
        assert bool(values) == (question.kind in (Kind.CHOICE, Kind.SEVERAL))
        if question.kind == Kind.BOOLEAN:
            assert question.states == (YES, NO)

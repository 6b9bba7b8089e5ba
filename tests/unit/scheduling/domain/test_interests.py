"""A doubtful name keeps a judge out of a draw until a person has said what it means, and is asked about once."""

from datetime import timedelta
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.commands import AnswerInterestQuestion, DeclareInterest, EndInterest
from tarazy_scheduling.domain.model.means import Interest
from tarazy_scheduling.domain.model.questions import InterestQuestion
from tarazy_scheduling.domain.names.comparing import Likeness, likeness, read_name
from tarazy_scheduling.domain.outcome import Dropped, Waits
from tarazy_scheduling.domain.working_set.declared import Declared

from tests.unit.scheduling.domain.courts import NOW, World, a_party, an_id, draws

DECLARED = Interest(an_id("interest"), an_id("judge1"), "Иванов А.")
PARTIES = (a_party("Иванов Алексей"), a_party("ТОО «Күміс»", "defendant"))


def a_world(judges: int = 2) -> World:
    world = World(judges=judges)
    world.does(DeclareInterest(DECLARED))
    return world


def question(world: World) -> InterestQuestion:
    (only,) = world.court.questions.values()
    return only


def answer(world: World, says: Literal["same", "different"]) -> AnswerInterestQuestion:
    return AnswerInterestQuestion(question(world).question_id, says, "chair", "Asked the judge")


def excluded(world: World) -> dict[object, str]:
    return {one.person_id: one.excluded for one in draws(world)[-1].proof.candidates if hasattr(one, "excluded")}


def test_a_doubtful_name_keeps_the_judge_out_and_asks_once() -> None:
    world = a_world()
    world.registers(parties=PARTIES)
    world.registers("another", parties=PARTIES)
    assert excluded(world) == {an_id("judge1"): "interest_declared"}
    asked = question(world)
    assert (asked.person_id, asked.against, asked.party_name) == (an_id("judge1"), "Иванов А.", "Иванов Алексей")
    assert (asked.case_id, asked.asked_at, asked.answer) == (an_id("case"), NOW, None)


def test_whoever_was_left_out_owes_nothing_for_it() -> None:
    world = a_world()
    world.registers(parties=PARTIES)
    assert world.court.balance_of(an_id("judge1")).surplus == 0


def test_a_name_that_a_person_has_called_another_is_drawn_from_then_on_and_not_asked_again() -> None:
    world = a_world()
    world.registers(parties=PARTIES)
    world.does(answer(world, "different"))
    world.registers("another", parties=(a_party("ИВАНОВ Алексей"),))
    assert excluded(world) == {}
    assert question(world).why == "Asked the judge"


def test_a_name_that_a_person_has_called_the_same_is_an_interest() -> None:
    world = a_world()
    world.registers(parties=PARTIES)
    world.does(answer(world, "same"))
    world.registers("another", parties=PARTIES)
    assert excluded(world) == {an_id("judge1"): "interest_declared"}


def test_a_case_for_which_nobody_else_could_be_drawn_is_drawn_on_the_answer() -> None:
    world = a_world(judges=1)
    assert world.registers(parties=PARTIES).unallocated[0].code == "nobody_eligible"
    world.does(answer(world, "different"))
    assert world.court.cases[an_id("case")].judge_id == an_id("judge1")


def test_an_answer_can_be_put_right() -> None:
    world = a_world()
    world.registers(parties=PARTIES)
    world.does(answer(world, "different"))
    assert world.hears(answer(world, "different")) == Dropped()
    world.does(answer(world, "same"))
    assert question(world).answer == "same"


def test_an_answer_to_nothing_is_refused() -> None:
    unknown = AnswerInterestQuestion(an_id("no question"), "same", "chair", "?")
    assert a_world().hears(unknown) == Waits("unknown_question", "question_id", str(an_id("no question")))


def test_nobody_is_asked_where_another_interest_decides() -> None:
    world = a_world()
    world.does(DeclareInterest(Interest(an_id("certain"), an_id("judge1"), "Күміс")))
    world.registers(parties=PARTIES)
    assert excluded(world) == {an_id("judge1"): "interest_declared"}
    assert not world.court.questions


def test_nobody_is_asked_about_an_interest_that_has_ended() -> None:
    world = a_world()
    world.does(EndInterest(DECLARED))
    world.now += timedelta(days=1)
    world.registers(parties=PARTIES)
    assert excluded(world) == {}
    assert not world.court.questions


WORDS = st.sampled_from(
    [
        "Иванов",
        "Иваноф",
        "Иванова",
        "И",
        "А",
        "Алексей",
        "Aleksei",
        "Ivanov",
        "ТОО",
        "«Күміс»",
        "Kumis",
        "Кумис",
        "7",
        "Ұлы",
    ]
) | st.text("абвiv", min_size=1, max_size=6)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@given(NAMES, NAMES)
def test_whatever_name_is_like_a_party_is_found_before_it_is_compared(against: str, party: str) -> None:
    declared = Declared()
    declared.put(Interest(an_id("interest"), an_id("judge1"), against), None)
    is_like = likeness(read_name(against), read_name(party)) is not Likeness.DIFFERENT
    assert declared.judges_near(party) == {an_id("judge1")} or not is_like


def test_an_interest_told_anew_is_against_the_new_name_alone() -> None:
    declared, first = Declared(), Interest(an_id("interest"), an_id("judge1"), "Иванов Алексей")
    second = Interest(an_id("interest"), an_id("judge2"), str(an_id("case")))
    declared.put(first, None)
    declared.put(second, first)
    assert declared.judges_near("Иванов Алексей") == set()
    assert declared.judges_near(str(an_id("case"))) == {an_id("judge2")}
    assert (list(declared.of(an_id("judge1"))), list(declared.of(an_id("judge2")))) == ([], [second])


def test_names_far_from_all_interests_are_compared_with_none() -> None:
    declared = Declared()
    declared.put(DECLARED, None)
    declared.put(Interest(an_id("another"), an_id("judge2"), "Серікбаев Нұрлан"), None)
    assert declared.judges_near("Ахметова Динара") == {an_id("judge1")}, "an initial may stand for any name"
    assert declared.judges_near("Серикбаев Талгат") == {an_id("judge1"), an_id("judge2")}

"""Nothing about fewer than five can be worked out from what is told."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.surveys.groups import Path, told
from tarazy_hr.domain.surveys.results import results

REGIONS, COURTS = ("west", "east", "north"), ("1", "2", "3", "4")
counts = st.dictionaries(
    st.tuples(st.sampled_from(REGIONS), st.sampled_from(COURTS)),
    st.integers(1, 12),
    max_size=len(REGIONS) * len(COURTS),
)


def size(path: Path, known: dict[Path, int]) -> int:
    return sum(count for group, count in known.items() if group[: len(path)] == path)


@given(counts)
def test_what_is_left_of_a_group_without_those_told_within_it_is_nobody_or_five(known: dict[Path, int]) -> None:
    found = told(known)
    for path in found:
        assert size(path, known) >= 5
        within = [other for other in found if len(other) == len(path) + 1 and other[: len(path)] == path]
        left = size(path, known) - sum(size(other, known) for other in within)
        assert left == 0 or left >= 5
        # nothing is told of a group inside one that is held back
        assert all(path[:length] in found for length in range(len(path)))


@given(counts)
def test_no_sum_or_difference_of_two_told_groups_is_of_fewer_than_five(known: dict[Path, int]) -> None:
    members = {
        path: {
            (group, number) for group, count in known.items() if group[: len(path)] == path for number in range(count)
        }
        for path in told(known)
    }
    for one in members.values():
        for other in members.values():
            for derived in (one - other, one & other, one | other):
                assert not derived or len(derived) >= 5


@given(counts, st.integers(5, 20))
def test_a_larger_least_tells_of_no_more(known: dict[Path, int], least: int) -> None:
    assert len(told(known, least)) <= len(told(known))


def test_a_court_is_held_back_where_it_would_give_away_its_neighbour() -> None:
    assert told({("west", "1"): 9, ("west", "2"): 3}) == {(), ("west",)}
    assert told({("west", "1"): 9, ("west", "2"): 3, ("west", "3"): 2}) == {(), ("west",), ("west", "1")}
    assert told({("west", "1"): 9, ("west", "2"): 6, ("west", "3"): 2}) == {(), ("west",), ("west", "1")}


def test_fewer_than_five_are_never_told_of_at_all() -> None:
    assert told({("west", "1"): 4}) == frozenset()
    assert told({}) == frozenset()
    with pytest.raises(ValueError, match="fewer than 5"):
        told({("west", "1"): 40}, least=4)


def test_groups_lie_in_each_other() -> None:
    with pytest.raises(ValueError, match="of its own"):
        told({("west",): 9, ("west", "1"): 9})


def test_a_question_that_few_answered_is_told_of_fewer_groups() -> None:
    answers = [(("west", str(court)), "manner", value) for court in (1, 2) for value in (1, 2, 3, 4, 5)]
    answers += [(("west", "1"), "clarity", 5)] * 4 + [(("west", "2"), "clarity", 3)]
    found = results(answers)
    assert set(found["manner"]) == {(), ("west",), ("west", "1"), ("west", "2")}
    assert set(found["clarity"]) == {(), ("west",)}
    everybody = found["clarity"][()]
    assert everybody.by_value == (0, 0, 1, 0, 4)
    assert (everybody.answers, everybody.mean.limit_denominator(5)) == (5, everybody.mean)
    assert found["manner"][()].score == 50


def test_scores_rise_with_the_answers() -> None:
    whole = [results([((), "q", value)] * 5)["q"][()].score for value in range(1, 6)]
    assert whole == [0, 25, 50, 75, 100]
    assert all(lower < higher for lower, higher in pairwise(whole))

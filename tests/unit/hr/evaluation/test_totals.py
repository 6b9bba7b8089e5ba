"""What is published of evaluations tells of no small group, and in no difference what a few judges came to."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.app.evaluation.totals import totals_of
from tarazy_hr.domain.evaluation.totals import FinalOne, GroupTotal
from tarazy_hr.domain.surveys.groups import LEAST

CATEGORIES = ("high", "sufficient", "low")


def final(court: str, region: str = "west", **categories: int) -> list[FinalOne]:
    return [FinalOne(court, region, Decimal(70), code) for code, number in categories.items() for _ in range(number)]


def shown(found: Sequence[GroupTotal]) -> dict[tuple[str, ...], dict[str, int] | None]:
    return {one.path: one.categories for one in found}


def test_of_a_group_in_one_category_everybodys_is_known_so_none_is_told() -> None:
    assert shown(totals_of(final("a", high=12))) == {(): None, ("west",): None, ("west", "a"): None}


def test_few_in_a_category_are_easily_guessed() -> None:
    assert set(shown(totals_of(final("a", high=9, low=1))).values()) == {None}
    assert shown(totals_of(final("a", high=6, low=5)))[("west", "a")] == {"high": 6, "low": 5}


def test_what_is_left_beside_a_court_tells_nobody_either() -> None:
    # The region without the first court would be five judges of one category.
    found = shown(totals_of([*final("a", high=6, low=5), *final("b", high=5)]))
    assert found[("west",)] == {"high": 11, "low": 5}
    assert found[("west", "a")] is None
    both = shown(totals_of([*final("a", high=6, low=5), *final("b", high=5, low=5)]))
    assert both[("west", "a")] == {"high": 6, "low": 5}


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from(("west", "east")), st.sampled_from(CATEGORIES)), max_size=120
    )
)
def test_no_difference_of_published_groups_is_small_or_all_of_one_category(judges: list[tuple[str, str, str]]) -> None:
    found = totals_of([FinalOne(court + region, region, Decimal(50), code) for court, region, code in judges])
    by_path = {one.path: one for one in found}
    for one in found:
        within = [by_path[path] for path in by_path if len(path) == len(one.path) + 1 and path[:-1] == one.path]
        left = one.evaluations - sum(each.evaluations for each in within)
        assert one.evaluations >= LEAST
        assert left == 0 or left >= LEAST
        told = [each.categories for each in within if each.categories is not None]
        if one.categories is None:
            assert not told
            continue
        beside = Counter(one.categories)
        for each in told:
            beside.subtract(each)
        for group in (Counter(one.categories), *([beside] if any(beside.values()) else [])):
            numbers = [number for number in group.values() if number]
            assert len(numbers) > 1
            assert min(numbers) >= LEAST

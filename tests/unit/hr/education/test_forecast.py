"""How hours grow month by month."""

from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.education.forecast import Month, Taught, months


def test_what_is_to_come_stands_above_what_is_learnt_from_its_month_on() -> None:
    found = months([Taught(3, 240, 0), Taught(3, 60, 0), Taught(11, 0, 480)])
    assert found[1] == Month(2, 0, 0)
    assert found[2] == Month(3, 300, 300)
    assert found[10:] == [Month(11, 300, 780), Month(12, 300, 780)]


@given(st.lists(st.builds(Taught, st.integers(1, 12), st.integers(0, 900), st.integers(0, 900)), max_size=30))
def test_hours_never_shrink_and_end_with_all_of_them(taught: list[Taught]) -> None:
    found = months(taught)
    assert [one.month for one in found] == list(range(1, 13))
    assert all(one.learnt <= one.expected for one in found)
    for pairs in ([one.learnt for one in found], [one.expected for one in found]):
        assert pairs == sorted(pairs)
    assert found[-1].expected == sum(one.attended + one.to_come for one in taught)

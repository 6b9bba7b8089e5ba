"""Judges that are left on a day, against the fewest that the court wants."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.leave.cover import ANY, CoverRule, Sitting, cover

from tests.unit.hr.staffing import an_id

FIRST = date(2026, 12, 1)
LAST = FIRST + timedelta(days=30)
offsets = st.integers(-10, 45).map(lambda offset: FIRST + timedelta(days=offset))
periods = st.tuples(offsets, st.one_of(st.none(), offsets))
closed_periods = st.tuples(offsets, offsets)


@given(st.lists(st.tuples(st.lists(periods, max_size=3), st.lists(closed_periods, max_size=3)), max_size=5))
def test_cover_is_what_asking_each_judge_about_each_day_gives(judges: list[tuple[list, list]]) -> None:  # type: ignore[type-arg]
    days = [FIRST + timedelta(days=offset) for offset in range(31)]
    sitting = [Sitting(an_id(f"{place}"), {"x": held}, away) for place, (held, away) in enumerate(judges)]
    found = {(one.day, one.specialism): one for one in cover(FIRST, LAST, days, sitting, [])}
    for day in days:
        held = [any(a <= day and (b is None or day <= b) for a, b in one.authorised["x"]) for one in sitting]
        off = [any(a <= day <= b for a, b in one.away) for one in sitting]
        shown = found.get((day, "x"))
        assert (shown.authorised if shown else 0) == sum(held)
        assert (shown.there if shown else 0) == sum(has and not gone for has, gone in zip(held, off, strict=True))


def test_a_rule_says_how_many_and_without_one_each_specialism_needs_somebody() -> None:
    judge = Sitting(an_id("a"), {ANY: [(FIRST, None)], "juvenile": [(FIRST, None)]}, [(FIRST, FIRST)])
    rules = [CoverRule(ANY, date(2026, 1, 1), 1), CoverRule(ANY, LAST, 2), CoverRule("family", FIRST, 1)]
    found = {(one.day, one.specialism): one for one in cover(FIRST, LAST, [FIRST, LAST], [judge], rules)}
    assert [(code, found[FIRST, code].minimum, found[FIRST, code].is_thin) for code in (ANY, "family", "juvenile")] == [
        (ANY, 1, True),
        ("family", 1, True),
        ("juvenile", 1, True),
    ]
    assert (found[LAST, ANY].minimum, found[LAST, ANY].there) == (2, 1)
    assert not found[LAST, "juvenile"].is_thin

"""Weighted workload and the judges it takes: the laws that hold for any courts, and an example by hand."""

import re
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.norm import COUNTRY, Norm
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.workload.judge_year import JudgeYear, JudgeYearFact, parts, set_judge_year
from tarazy_hr.domain.workload.load import Arrivals, loads
from tarazy_hr.domain.workload.need import Figures, Staff, fair_shares, figures, totals
from tarazy_hr.domain.workload.periods import Period, cut, last_twelve_months
from tarazy_hr.domain.workload.weights import Kind, Weights, of_norms
from tarazy_hr.domain.workload.what_if import AddJudges, Away, Country, MoveCategory, Reweigh, imagine

from tests.unit.hr.staffing import NOW, TODAY

FAMILY, SERIOUS = ("civil.family", "first"), ("criminal.serious", "first")
JANUARY, JULY, NEXT = date(2025, 1, 1), date(2025, 7, 1), date(2026, 1, 1)
YEAR = JudgeYear("", date(2020, 1, 1), 247, 30, 7, 480, 75)
HR_MD = Path(__file__).parents[3] / "docs" / "hr.md"

court_loads = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 10**9), min_size=1)
judges = st.fractions(min_value=0, max_value=3000, max_denominator=100)


@given(court_loads, judges)
def test_what_is_fair_sums_to_what_is_shared_out(minutes: dict[str, int], shared_out: Fraction) -> None:
    fair = fair_shares(minutes, shared_out)
    assert (fair is None) == (sum(minutes.values()) == 0)
    assert fair is None or sum(fair.values()) == shared_out


@given(court_loads, judges, st.integers(1, 1000))
def test_all_weights_times_a_number_change_nothing(minutes: dict[str, int], shared_out: Fraction, times: int) -> None:
    heavier = {court: of_court * times for court, of_court in minutes.items()}
    assert fair_shares(heavier, shared_out) == fair_shares(minutes, shared_out)


@given(court_loads, judges, st.integers(1, 10**6))
def test_more_load_never_means_fewer_judges(minutes: dict[str, int], shared_out: Fraction, more: int) -> None:
    court = min(minutes)
    before, after = fair_shares(minutes, shared_out), fair_shares(minutes | {court: minutes[court] + more}, shared_out)
    assert after is not None
    assert before is None or after[court] >= before[court]
    others = [other for other in minutes if other != court]
    assert before is None or all(after[other] <= before[other] for other in others)


day = st.dates(date(2020, 1, 1), date(2028, 1, 1))


@given(day, st.integers(1, 1500), st.lists(day, max_size=5))
def test_a_period_is_cut_into_each_of_its_days_once(start: date, length: int, changes: list[date]) -> None:
    period = Period(start, start + timedelta(days=length))
    inside = sorted({change for change in changes if period.from_on < change < period.to_on})
    pieces = cut(period, inside)
    assert all(part.from_on.day == part.to_on.day == 1 for _, part in pieces.months)
    covered: list[tuple[date, date]] = []
    for begins, part in (*pieces.months, *pieces.days):
        covered += [(part.from_on + timedelta(days=number), begins) for number in range(part.days)]
    starts = [period.from_on, *inside]
    expected = [start + timedelta(days=number) for number in range(length)]
    assert sorted(covered) == [(one, max(begin for begin in starts if begin <= one)) for one in expected]


def test_the_usual_period_is_twelve_whole_months() -> None:
    assert last_twelve_months(date(2026, 3, 31)) == Period(date(2025, 3, 1), date(2026, 3, 1))
    assert last_twelve_months(date(2024, 2, 29)) == Period(date(2023, 2, 1), date(2024, 2, 1))


class TestWeights:
    NORMS = (
        Norm("a", "civil.family", 240, JULY),
        Norm(COUNTRY, "civil.family", 180, JANUARY),
        Norm(COUNTRY, "civil.family", 500, JANUARY, "appeal"),
    )
    WEIGHTS = of_norms(NORMS, {"civil.family": 9, "other": 3})

    @pytest.mark.parametrize(
        ("court", "kind", "day", "minutes"),
        [
            ("a", FAMILY, date(2024, 12, 31), 9),
            ("a", FAMILY, JANUARY, 180),
            ("a", FAMILY, date(2025, 6, 30), 180),
            ("a", FAMILY, JULY, 240),
            ("b", FAMILY, JULY, 180),
            ("a", ("civil.family", "appeal"), JANUARY, 500),
            ("a", ("civil.family", "appeal"), JULY, 240),
            ("a", ("other", "first"), JULY, 3),
            ("a", ("unheard", "first"), JULY, None),
        ],
    )
    def test_the_nearest_norm_that_has_begun_counts(
        self, court: str, kind: Kind, day: date, minutes: int | None
    ) -> None:
        assert self.WEIGHTS.on(court, kind, day) == minutes

    def test_a_period_is_cut_where_norms_begin_inside_it(self) -> None:
        assert self.WEIGHTS.changes(JANUARY, NEXT) == [JULY]

    def test_cases_that_nothing_weighs_are_counted_apart(self) -> None:
        load = loads([Arrivals("a", ("unheard", "first"), JULY, 4)], self.WEIGHTS.on)["a"]
        assert (load.cases, load.minutes, load.unweighed) == (4, 0, 4)


class TestJudgeYear:
    def test_a_year_has_its_days_times_its_minutes(self) -> None:
        [whole] = parts([YEAR], "district", JANUARY, NEXT)
        assert YEAR.days == 210
        assert whole.minutes == 210 * 480 * 75 // 100

    @given(st.integers(1, 800), st.integers(0, 800))
    def test_a_period_in_two_parts_has_what_both_have(self, first: int, second: int) -> None:
        middle, end = JANUARY + timedelta(days=first), JANUARY + timedelta(days=first + second)
        of = [sum(part.minutes for part in parts([YEAR], None, *span)) for span in ((JANUARY, middle), (middle, end))]
        assert sum(of) == sum(part.minutes for part in parts([YEAR], None, JANUARY, end))

    def test_a_level_s_own_value_goes_before_that_for_all_once_it_has_begun(self) -> None:
        own = JudgeYear("supreme", JULY, 200, 0, 0, 100, 50)
        found = parts([YEAR, own], "supreme", JANUARY, NEXT)
        assert [(part.year.level, part.from_on, part.to_on) for part in found] == [
            ("", JANUARY, JULY),
            ("supreme", JULY, NEXT),
        ]
        assert found[1].minutes == 10_000 * Fraction(184, 365)
        assert len(parts([YEAR, own], "district", JANUARY, NEXT)) == 1

    def test_days_before_any_value_have_none(self) -> None:
        assert parts([YEAR], None, date(2019, 1, 1), date(2020, 1, 1)) == ()

    def test_it_is_never_changed_backwards_but_an_estimate_gives_way(self) -> None:
        shipped = JudgeYear("", date(2020, 1, 1), 247, 30, 7, 480, 75, None, estimate=True)
        known = [JudgeYearFact("changed", 1, shipped, NOW - timedelta(days=9))]
        laid_down = set_judge_year(known, JudgeYear("", JANUARY, 250, 40, 5, 480, 80), now=NOW, today=TODAY)
        assert not isinstance(laid_down, Refusal)
        known += laid_down
        later = NOW + timedelta(hours=1)
        for first, expected in ((date(2025, 2, 1), Refusal), (TODAY, tuple), (JANUARY, Refusal)):
            year = JudgeYear("", first, 240, 40, 5, 480, 80)
            assert isinstance(set_judge_year(known, year, now=later, today=TODAY), expected)

    def test_a_year_without_a_day_for_cases_is_refused(self) -> None:
        refused = set_judge_year([], JudgeYear("", TODAY, 40, 30, 10, 480, 75), now=NOW, today=TODAY)
        assert isinstance(refused, Refusal)
        assert (refused.field, refused.code) == ("leave_days", "year_without_days")


WEIGHTS = Weights(
    (
        Norm(COUNTRY, "civil.family", 180, JANUARY),
        Norm(COUNTRY, "criminal.serious", 1200, JANUARY),
        Norm("B", "civil.family", 240, JULY),
    ),
    {},
)
CAME = (
    Arrivals("A", FAMILY, JANUARY, 1000),
    Arrivals("A", SERIOUS, JANUARY, 50),
    Arrivals("B", FAMILY, JANUARY, 500),
    Arrivals("B", FAMILY, JULY, 500),
    Arrivals("C", SERIOUS, JANUARY, 125),
)
STAFF = {
    "A": Staff(Fraction(3), Fraction(5, 2), Fraction(2)),
    "B": Staff(Fraction(3), Fraction(3), Fraction(3)),
    "C": Staff(Fraction(2), Fraction(2), Fraction(3, 2)),
}
EXAMPLE = Country(("A", "B", "C"), CAME, WEIGHTS, STAFF, dict.fromkeys("ABC", Fraction(75_600)))


def shown(one: Figures) -> list[str]:
    """A court's line as docs/hr.md has it, without its name and its cases."""
    staff = one.staff
    assert one.fair is not None
    assert one.needed is not None
    assert staff.posts is not None
    values = (one.fair, one.fair - staff.posts, one.fair - staff.in_post, one.needed, one.needed - staff.present)
    return [f"{one.load.minutes:,}", *(f"{round(value, 2):+.2f}".removeprefix("+") for value in map(float, values))]


class TestExample:
    def test_the_documents_say_what_is_computed(self) -> None:
        text = HR_MD.read_text(encoding="utf-8")
        told = {
            cells[0]: [cell.replace("−", "-").removeprefix("+") for cell in cells[2:]]
            for line in text.splitlines()
            if re.match(r"\| [ABC] \|", line)
            for cells in [[cell.strip() for cell in line.strip("| ").split("|")]]
        }
        assert told == {one.court_id: shown(one) for one in EXAMPLE.figures()}

    def test_by_hand(self) -> None:
        """A: 1000 x 180 + 50 x 1200. B: 500 x 180 + 500 x 240. C: 125 x 1200. 8 posts over 600,000 minutes."""
        found = EXAMPLE.figures()
        assert [one.load.minutes for one in found] == [240_000, 210_000, 150_000]
        assert [one.fair for one in found] == [Fraction(16, 5), Fraction(14, 5), Fraction(2)]
        assert [one.needed for one in found] == [Fraction(200, 63), Fraction(25, 9), Fraction(125, 63)]
        assert totals(found).shared_out == 8
        assert totals(EXAMPLE.figures("in_post"), "in_post").shared_out == Fraction(15, 2)

    def test_courts_without_posts_share_out_whom_they_have(self) -> None:
        found = figures(["A"], loads(CAME, WEIGHTS.on), {"A": Staff(None, Fraction(5, 2), Fraction(2))}, {})
        assert (found[0].fair, found[0].needed) == (Fraction(5, 2), None)


class TestWhatIf:
    def after(self, *changes: AddJudges | Away | Reweigh | MoveCategory) -> dict[str, Figures]:
        found = imagine(EXAMPLE, changes)
        assert not isinstance(found, Refusal), found
        return {one.court_id: one for one in found}

    def test_a_judge_more_is_one_more_to_share_out(self) -> None:
        found = self.after(AddJudges("A", Fraction(1)))
        assert found["A"].staff == Staff(Fraction(4), Fraction(7, 2), Fraction(3))
        assert [one.fair for one in found.values()] == [Fraction(18, 5), Fraction(63, 20), Fraction(9, 4)]
        assert found["B"].needed == Fraction(25, 9)

    def test_another_weight_holds_in_the_whole_period_and_the_last_one_asked_for_counts(self) -> None:
        found = self.after(Reweigh("criminal.serious", 5), Reweigh("criminal.serious", 1440), Reweigh("x", 1))
        assert [one.load.minutes for one in found.values()] == [252_000, 210_000, 180_000]
        alone = self.after(Reweigh("civil.family", 100, court_id="B"))
        assert [one.load.minutes for one in alone.values()] == [240_000, 100_000, 150_000]
        assert self.after(Reweigh("civil.family", 1, "appeal"))["A"].load.minutes == 240_000

    def test_moved_cases_weigh_what_they_weigh_where_they_come(self) -> None:
        found = self.after(MoveCategory("civil.family", "B", "A"))
        assert [one.load.minutes for one in found.values()] == [420_000, 0, 150_000]
        assert self.after(MoveCategory("civil.family", "A", "B"))["B"].load.minutes == 210_000 + 1000 * 180

    def test_somebody_away_changes_who_is_there_alone(self) -> None:
        found = self.after(Away("A", Fraction(1, 2)))
        assert found["A"].staff == Staff(Fraction(3), Fraction(5, 2), Fraction(3, 2))
        assert found["A"].fair == Fraction(16, 5)

    @pytest.mark.parametrize(
        ("change", "field", "code"),
        [
            (AddJudges("D", Fraction(1)), "changes[0].court_id", "unknown_court"),
            (MoveCategory("civil.family", "A", "D"), "changes[0].to_court", "unknown_court"),
            (Away("C", Fraction(2)), "changes[0].judges", "fewer_than_none"),
            (AddJudges("B", Fraction(-4)), "changes[0].judges", "fewer_than_none"),
        ],
    )
    def test_what_cannot_be_is_refused(self, change: AddJudges | Away | MoveCategory, field: str, code: str) -> None:
        refused = imagine(EXAMPLE, [change])
        assert isinstance(refused, Refusal)
        assert (refused.field, refused.code) == (field, code)

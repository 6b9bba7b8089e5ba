"""Durations: what is learnt from few hearings and from many, and whether a session holds what is listed in it."""

from dataclasses import replace
from datetime import time, timedelta
from itertools import product
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.durations.distribution import Distribution, mixed, of_sample, quantile
from tarazy_scheduling.domain.durations.learning import QUANTILES, advise, learn
from tarazy_scheduling.domain.durations.past import Kind, Past, PastState, without_rests
from tarazy_scheduling.domain.durations.rates import beta_below, beta_quantile, learnt_rate
from tarazy_scheduling.domain.durations.session_risk import Expected, expect, risk_of, risks_one_by_one

JUDGE, OTHER = UUID(int=1), UUID(int=2)
KIND = Kind("main", "civil.contract", JUDGE)
MINUTES = st.integers(1, 300)
SAMPLES = st.lists(MINUTES, min_size=1, max_size=30)


def past(
    minutes: int | None, state: PastState = "held", *, of: str = "main", category: str = "civil.contract",
    judge_id: UUID | None = JUDGE
) -> Past:  # fmt: skip
    return Past(category, of, judge_id, state, minutes)


def test_without_hearings_the_estimate_is_all_there_is() -> None:
    learnt = learn([past(20, of="first")], KIND, 60)
    assert learnt.quantiles == {0.5: 60, 0.8: 60, 0.9: 60}
    assert (learnt.level, advise(learnt, 60)) == (None, "too_little_data")
    assert learn([], KIND, None).quantiles == {}
    assert (learnt.absence.rate, learnt.absence.of) == (0.1, 0)


def test_ten_hearings_count_as_much_as_the_estimate() -> None:
    learnt = learn([past(30)] * 10, Kind("main"), 90)
    assert learnt.distribution == {30: 0.5, 90: 0.5}
    assert (learnt.quantiles, learnt.level) == ({0.5: 30, 0.8: 90, 0.9: 90}, "type")


def test_the_judge_counts_beside_all_others_of_the_category() -> None:
    pasts = [past(100)] * 10 + [past(40, judge_id=OTHER)] * 30 + [past(200, category="civil.family")] * 5
    learnt = learn(pasts, KIND, None)
    assert [(one.level, one.durations) for one in learnt.seen] == [("type", 45), ("category", 40), ("judge", 10)]
    # Half by the judge's own (100), half by the category: 0.8 (10/40 and 30/40) and 0.2 of the type.
    assert learnt.distribution == pytest.approx(
        {40: 0.5 * (0.8 * 30 / 40 + 0.2 * 30 / 45), 100: 0.5 + 0.5 * (0.8 / 4 + 0.2 * 10 / 45), 200: 0.1 * 5 / 45}
    )
    assert learnt.level == "judge"


def test_what_is_withdrawn_at_short_notice_is_told_from_what_is_withdrawn_in_time() -> None:
    late = Past("civil.contract", "main", JUDGE, "cancelled", None, timedelta(days=2, hours=23))
    in_time = replace(late, withdrawn_before=timedelta(days=3))
    unknown = replace(late, withdrawn_before=None)
    learnt = learn([past(60)] * 30 + [late] * 10 + [in_time] * 20 + [unknown] * 5, Kind("main"), 60)
    assert (learnt.withdrawal.happened, learnt.withdrawal.of) == (35, 65)
    assert (learnt.late_withdrawal.happened, learnt.late_withdrawal.of) == (10, 40)
    assert learnt.late_withdrawal.rate == pytest.approx((10 + 0.2) / 50)


def test_session_reckons_with_what_is_withdrawn_at_short_notice() -> None:
    pasts = [past(60)] * 40
    late = Past("civil.contract", "main", JUDGE, "cancelled", None, timedelta(hours=3))
    without, with_late = (expect(of, Kind("main"), 60) for of in (pasts, [*pasts, *[late] * 20]))
    assert with_late.absence > without.absence + 0.2
    learnt = learn([*pasts, *[late] * 20], Kind("main"), 60)
    assert with_late.absence == pytest.approx(1 - (1 - learnt.absence.rate) * (1 - learnt.late_withdrawal.rate))


def test_times_that_cannot_be_right_say_nothing_about_durations() -> None:
    pasts = [past(0), past(601), past(None, "not_held"), past(None, "adjourned"), past(20, "adjourned"), past(1)]
    learnt = learn(pasts, Kind("main"), None)
    assert learnt.distribution == {1: 0.5, 20: 0.5}
    assert (learnt.absence.happened, learnt.absence.of) == (2, 6)


@pytest.mark.parametrize(
    ("begins", "minutes", "sat"),
    [(time(9), 240, 240), (time(12), 150, 90), (time(12, 30), 60, 60), (time(13), 70, 70), (time(9), 301, 241)],
)
def test_a_rest_is_left_out_where_it_lies_within_the_hearing(begins: time, minutes: int, sat: int) -> None:
    assert without_rests(begins, minutes, [(time(9), time(13)), (time(14), time(18))]) == sat


def test_what_was_withdrawn_is_counted_apart() -> None:
    learnt = learn([past(60)] * 6 + [past(None, "cancelled")] * 4, Kind("main"), None)
    assert (learnt.absence.happened, learnt.absence.of) == (0, 6)
    assert learnt.withdrawal.rate == pytest.approx((4 + 1) / (10 + 10))


@pytest.mark.parametrize(
    ("sat", "planned", "advice"), [(60, 60, "fits"), (75, 60, "fits"), (76, 60, "longer"), (44, 60, "shorter"),
                                   (250, 200, "fits"), (251, 200, "longer")]
)  # fmt: skip
def test_an_estimate_fits_within_a_quarter_or_fifteen_minutes(sat: int, planned: int, advice: str) -> None:
    assert advise(learn([past(sat)] * 100, KIND, planned), planned) == advice


@given(SAMPLES, SAMPLES, st.floats(0, 1))
def test_quantiles_rise_and_lie_between_the_two_that_are_mixed(
    ours: list[int], wider: list[int], weight: float
) -> None:
    one, other = of_sample(ours), of_sample(wider)
    both = mixed(one, other, weight)
    found = [quantile(both, part) for part in QUANTILES]
    assert found == sorted(found)
    for part, value in zip(QUANTILES, found, strict=True):
        ends = sorted((quantile(one, part), quantile(other, part)))
        assert ends[0] <= value <= ends[1]
    assert sum(both.values()) == pytest.approx(1)


@given(MINUTES, MINUTES, st.integers(1, 50))
def test_more_hearings_bring_it_nearer_to_them(planned: int, sat: int, times: int) -> None:
    fewer, more = (learn([past(sat)] * n, Kind("main"), planned) for n in (times, times + 1))
    assert fewer.mean is not None
    assert more.mean is not None
    assert abs(more.mean - sat) <= abs(fewer.mean - sat) + 1e-9


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=3))
def test_a_rate_lies_in_its_range(levels: list[tuple[int, int]]) -> None:
    found = learnt_rate((happened, happened + others) for happened, others in levels)
    assert 0 < found.low < found.high < 1
    assert found.low < found.rate < found.high or found.rate < 0.05, "a Beta near 0 has its mean high in its tail"


def test_beta_has_its_closed_forms() -> None:
    for x in (0.01, 0.3, 0.5, 0.99):
        assert beta_below(1, 9, x) == pytest.approx(1 - (1 - x) ** 9, rel=1e-10)
        assert beta_below(3, 1, x) == pytest.approx(x**3, rel=1e-10)
    assert beta_below(2, 3, 0.4) == pytest.approx(6 * 0.4**2 - 8 * 0.4**3 + 3 * 0.4**4, rel=1e-10)
    assert beta_quantile(1, 9, 0.05) == pytest.approx(1 - 0.95 ** (1 / 9), rel=1e-9)
    assert beta_quantile(500, 500, 0.5) == pytest.approx(0.5, rel=1e-9)
    assert (beta_below(2, 2, 0), beta_below(2, 2, 1)) == (0, 1)


def test_two_hearings_of_which_each_may_fail_share_an_hour() -> None:
    one = Expected({30: 0.5, 60: 0.5}, 0.2)
    risk = risk_of([one, one], 60)
    # Beyond the hour: both take place (0.64), and not both in 30 minutes.
    assert risk.overrun == pytest.approx(0.64 * 0.75)
    assert risk.load_minutes == pytest.approx(2 * 0.8 * 45)
    # Nobody: 60 minutes idle; one alone in 30 minutes: 30; else none.
    assert risk.idle_minutes == pytest.approx(0.04 * 60 + 2 * 0.2 * 0.8 * 0.5 * 30)
    assert risk_of([], 60).idle_minutes == 60
    assert risk_of([Expected({600: 1.0}, 0.0)], 240).overrun == 1


@given(st.lists(st.tuples(st.lists(st.integers(1, 9), min_size=1, max_size=3), st.floats(0, 1)), max_size=4),
       st.integers(0, 25))  # fmt: skip
def test_the_risk_is_that_of_trying_every_course(hearings: list[tuple[list[int], float]], capacity: int) -> None:
    expected = [Expected(of_sample(minutes), absence) for minutes, absence in hearings]
    risk, overrun, idle, late = risk_of(expected, capacity), 0.0, 0.0, 0.0
    for course in product(*map(_courses, expected)):
        probability, sat = 1.0, 0
        for minutes, part in course:
            probability, sat = probability * part, sat + minutes
        overrun += probability * (sat > capacity)
        idle += probability * max(0, capacity - sat)
        late += probability * max(0, sat - capacity)
    assert 0 <= risk.overrun <= 1
    assert (risk.overrun, risk.idle_minutes, risk.overrun_minutes) == pytest.approx((overrun, idle, late), abs=1e-9)


@given(st.lists(SAMPLES, min_size=1, max_size=4), MINUTES)
def test_one_more_hearing_makes_no_session_safer(samples: list[list[int]], capacity: int) -> None:
    hearings = [Expected(of_sample(minutes), 0.1) for minutes in samples]
    fewer, all_of_them = risk_of(hearings[:-1], capacity), risk_of(hearings, capacity)
    assert all_of_them.overrun >= fewer.overrun - 1e-9
    assert all_of_them.idle_minutes <= fewer.idle_minutes + 1e-9


@given(SAMPLES, st.integers(0, 5), MINUTES)
def test_hearings_added_one_by_one_make_the_same_session(sample: list[int], more: int, capacity: int) -> None:
    listed, another = [Expected({60: 1.0}, 0.0)], Expected(of_sample(sample), 0.2)
    found = list(risks_one_by_one(listed, [another] * more, capacity))
    assert found == [risk_of([*listed, *[another] * added], capacity) for added in range(more + 1)]


def _courses(one: Expected) -> list[tuple[int, float]]:
    duration: Distribution = one.duration
    return [(0, one.absence), *((minutes, (1 - one.absence) * part) for minutes, part in duration.items())]

"""What is vacant on a day, since when, after whom; and the rates."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_hr.domain.establishment.rates import Figures, figures_on, month_ends, trend
from tarazy_hr.domain.establishment.staffing import FilledPost, is_held, post_on_day, staffing_on
from tarazy_hr.domain.post import Holding, Post, PostFact, refuse_holder

from tests.unit.hr.staffing import an_id

DAY = date(2026, 11, 24)
HALF = Decimal("0.5")


def _holding(
    who: str, first: date, last: date | None = None, share: Decimal = Decimal(1), *, acting: bool = False
) -> Holding:
    return Holding(an_id(who), 1, an_id("post"), first, last, share, acting)


def _post(*holdings: Holding, share: Decimal | None = Decimal(1), first: date | None = None) -> FilledPost:
    return FilledPost(Post("kz-almaty-1", an_id("post"), "1", share=share, from_on=first), holdings)


def test_a_post_is_vacant_since_the_day_after_the_last_holder_left() -> None:
    left = _holding("aigul", date(2020, 1, 1), date(2026, 3, 31))
    found = post_on_day(_post(left, _holding("berik", date(2027, 1, 1))), DAY)
    assert (found.vacant, found.since, found.before) == (Decimal(1), date(2026, 4, 1), (left,))


def test_half_a_post_is_vacant_when_one_of_two_has_left() -> None:
    stays = _holding("berik", date(2019, 1, 1), share=HALF)
    left = _holding("aigul", date(2020, 1, 1), date(2026, 3, 31), HALF)
    found = post_on_day(_post(stays, left), DAY)
    assert (found.holders, found.held, found.vacant, found.since) == ((stays,), HALF, HALF, date(2026, 4, 1))


def test_a_new_post_is_vacant_since_it_exists_and_an_old_one_since_ever() -> None:
    assert post_on_day(_post(first=date(2026, 5, 1)), DAY).since == date(2026, 5, 1)
    assert post_on_day(_post(), DAY).since is None


def test_who_acts_is_shown_and_leaves_the_post_vacant() -> None:
    acting = _holding("berik", date(2026, 4, 1), acting=True)
    found = post_on_day(_post(acting), DAY)
    assert (found.acting, found.vacant, found.before) == ((acting,), Decimal(1), ())


def test_a_full_post_is_vacant_since_nothing() -> None:
    found = post_on_day(_post(_holding("aigul", date(2020, 1, 1))), DAY)
    assert (found.vacant, found.since, found.before) == (Decimal(0), None, ())


def test_a_post_without_a_share_counts_for_what_is_held_of_it() -> None:
    post = _post(_holding("aigul", date(2020, 1, 1)), _holding("berik", date(2021, 1, 1)), share=None)
    assert figures_on([post], DAY) == Figures(Decimal(2), Decimal(2))
    assert figures_on([_post(share=None)], DAY).rate is None


@pytest.mark.parametrize(("last", "there"), [(DAY, True), (DAY - timedelta(days=1), False), (None, True)])
def test_a_post_exists_to_the_end_of_its_last_day(last: date | None, there: bool) -> None:
    post = FilledPost(Post("kz-almaty-1", an_id("post"), from_on=date(2026, 1, 1), to_on=last))
    assert (staffing_on([post], DAY) != []) is there
    assert staffing_on([post], date(2025, 12, 31)) == []


def test_the_rate_of_the_country_at_the_end_of_2023() -> None:
    held = [_post(_holding("a", date(2020, 1, 1))) for _ in range(2364)]
    figures = figures_on([*held, *(_post() for _ in range(355))], date(2023, 12, 31))
    assert (figures.establishment, figures.held, figures.vacant) == (Decimal(2719), Decimal(2364), Decimal(355))
    assert f"{figures.rate:.1%}" == "13.1%"


def test_a_trend_goes_by_the_ends_of_months() -> None:
    days = month_ends(DAY, 4)
    assert days == [date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31), DAY]
    assert month_ends(date(1, 2, 3), 12) == [date(1, 1, 31), date(1, 2, 3)]
    post = _post(_holding("a", date(2026, 10, 1)), first=date(2026, 9, 15))
    assert [(str(one.establishment), str(one.held)) for _, one in trend([post], days)] == [
        ("0", "0"),
        ("1", "0"),
        ("1", "1"),
        ("1", "1"),
    ]


_days = st.integers(0, 60).map(lambda offset: date(2026, 11, 1) + timedelta(days=offset))
_asked = st.builds(
    lambda number, first, length, share, acting: Holding(
        an_id(str(number)), number, an_id("post"), first, first + timedelta(days=length), Decimal(share), acting
    ),
    st.integers(1, 20),
    _days,
    st.integers(0, 30),
    st.sampled_from(["0.25", "0.5", "1"]),
    st.booleans(),
)


@given(st.lists(_asked, max_size=12, unique_by=lambda one: one.tenure), st.sampled_from(["0.5", "1", "2"]), _days)
def test_what_is_held_and_what_is_vacant_make_the_establishment_on_every_day(
    asked: list[Holding], share: str, first: date
) -> None:
    """Whoever the post takes, one after the other; then every day is looked at."""
    post = Post("kz-almaty-1", an_id("post"), share=Decimal(share), from_on=first)
    taken: list[Holding] = []
    for wanted in asked:
        if refuse_holder(PostFact("registered", 1, post), taken, wanted) is None:
            taken.append(wanted)
    filled = FilledPost(post, tuple(taken))
    days = [first + timedelta(days=offset) for offset in range(95)]
    assert trend([filled, _post()], days) == [(day, figures_on([filled, _post()], day)) for day in days]
    vacant_since: date | None = None
    for day in days:
        found, figures = post_on_day(filled, day), figures_on([filled], day)
        assert 0 <= found.held <= post.share  # type: ignore[operator]
        assert found.held + found.vacant == figures.establishment == post.share
        assert figures.held == found.held == sum(one.share for one in taken if is_held(one, day) and not one.acting)
        vacant_since = (vacant_since or day) if found.vacant else None
        assert found.since == vacant_since

"""Laws of staffing that hold whatever is asked in whatever order."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tarazy_hr.domain.absence import AbsenceFact, DecideAbsence, EnterAbsence, RequestAbsence
from tarazy_hr.domain.appointment import AppointmentFact, AppointPerson, SeparatePerson
from tarazy_hr.domain.authorisation import Authorisation, AuthorisationFact, AuthorisePerson, EndAuthorisation
from tarazy_hr.domain.court_book import CourtBook, Fact
from tarazy_hr.domain.days import day_after, overlap
from tarazy_hr.domain.deciding import Command, decide
from tarazy_hr.domain.interest import DeclareInterest, EndInterest, Interest, InterestFact
from tarazy_hr.domain.norm import Norm, NormFact, SetNorm
from tarazy_hr.domain.post import AbolishPost, Post, PostFact, RegisterPost
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.domain.suspension import ReinstatePerson, SuspendPerson, SuspensionFact

from tests.unit.hr.staffing import COURT, NOW, TODAY, absence, an_id, appointment, court_with

COURT_ID = COURT.court_id
# Two weeks over New Year, with the day of the command among them.
days = st.integers(-3, 45).map(lambda offset: TODAY + timedelta(days=offset))
maybe_days = st.one_of(st.none(), days)
names = st.sampled_from(["aigul", "berik", "gulnar"])
people = names.map(an_id)
posts = st.sampled_from(["one", "two"]).map(an_id)
specialisms = st.sampled_from(["family", "juvenile"])
lists = st.one_of(st.none(), st.lists(specialisms, max_size=2).map(tuple))
ids = st.sampled_from(["a", "b", "c"])


shares = st.sampled_from(["0.5", "1"]).map(Decimal)


def _appoint(who: str, post: Any, first: date, last: date | None, share: Decimal, acting: bool, listed: Any) -> Command:
    days = {"from_on": first, "to_on": last}
    return AppointPerson(appointment(who, post_id=post, full_time_share=share, acting=acting, **days), listed)


def _absence(name: str, who: str, first: date, length: int) -> Any:
    start = datetime(first.year, first.month, first.day, 4, tzinfo=NOW.tzinfo)
    return replace(absence(name, who), starts_at=start, ends_at=start + timedelta(hours=length))


absences = st.builds(_absence, ids, names, days, st.integers(1, 200))
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(_appoint, names, posts, days, maybe_days, shares, st.booleans(), lists),
    st.builds(SeparatePerson, st.just(COURT_ID), people, days),
    st.builds(
        lambda post, alone, share, first, last: RegisterPost(
            Post(COURT_ID, post, None, alone, share, from_on=first, to_on=last)
        ),
        posts,
        st.booleans(),
        shares,
        maybe_days,
        maybe_days,
    ),
    st.builds(AbolishPost, st.just(COURT_ID), posts, days),
    st.builds(lambda *asked: AuthorisePerson(Authorisation(COURT_ID, *asked)), people, specialisms, days, maybe_days),
    st.builds(EndAuthorisation, st.just(COURT_ID), people, specialisms, days),
    st.builds(SuspendPerson, st.just(COURT_ID), people, days),
    st.builds(ReinstatePerson, st.just(COURT_ID), people, days),
    st.builds(RequestAbsence, absences),
    st.builds(EnterAbsence, absences),
    st.builds(
        DecideAbsence,
        st.just(COURT_ID),
        people,
        ids.map(an_id),
        st.sampled_from(["approve", "refuse", "withdraw", "cancel"]),
    ),
    st.builds(
        lambda name, who, first, last: DeclareInterest(Interest(an_id(name), COURT_ID, who, "x", first, last)),
        ids,
        people,
        maybe_days,
        maybe_days,
    ),
    st.builds(EndInterest, st.just(COURT_ID), ids.map(an_id), days),
    st.builds(lambda minutes, first: SetNorm(Norm(COURT_ID, "x", minutes, first)), st.integers(0, 2), days),
)


def _about(fact: Fact) -> tuple[object, ...]:
    """What a fact's version counts."""
    match fact:
        case AppointmentFact():
            return "appointment", fact.appointment.person_id
        case AuthorisationFact():
            given = fact.authorisation
            return "authorisation", given.person_id, given.specialism, given.from_on
        case AbsenceFact():
            return "absence", fact.absence.absence_id
        case SuspensionFact():
            return "suspension", fact.person_id, fact.from_on
        case InterestFact():
            return "interest", fact.interest.interest_id
        case NormFact():
            return "norm", fact.norm.category, fact.norm.valid_from
        case PostFact():
            return "post", fact.post.post_id
        case _:
            return ("court",)


def _ranges(book: CourtBook) -> dict[object, list[tuple[Any, Any]]]:
    """Everything of which nothing may overlap, as half-open ranges."""
    ranges: dict[object, list[tuple[Any, Any]]] = defaultdict(list)
    for file in book.people.values():
        for fact in file.authorisations:
            period = fact.authorisation.from_on, day_after(fact.last_on)
            ranges["authorisation", file.person_id, fact.authorisation.specialism].append(period)
        for suspension in file.suspensions:
            ranges["suspension", file.person_id].append((suspension.from_on, suspension.back_on))
        for away in file.absences:
            if away.what == "approved":
                ranges["absence", file.person_id].append((away.absence.starts_at, away.absence.ends_at))
    for post_id, held in book.holdings.items():
        post = book.posts.get(post_id)
        for (person_id, _), holding in held.items():
            ranges["tenure", person_id].append((holding.from_on, day_after(holding.last_on)))
            if post is not None and post.post.exclusive:
                ranges["post", post_id, holding.acting].append((holding.from_on, day_after(holding.last_on)))
    return ranges


def _refuse_more_than_there_is(book: CourtBook) -> None:
    """On every day the holders of a listed post fit into it, and it exists."""
    for post_id, fact in book.posts.items():
        post = fact.post
        for holding in book.holders(post_id):
            assert post.from_on is None or post.from_on <= holding.from_on
            assert post.to_on is None or (holding.last_on is not None and holding.last_on <= post.to_on)
            held = sum(
                other.share
                for other in book.holders(post_id)
                if other.acting is holding.acting
                and overlap(
                    other.from_on,
                    day_after(other.last_on),
                    holding.from_on,
                    holding.from_on + timedelta(days=1),
                )
            )
            assert held <= (post.share or 0)


@settings(max_examples=500)
@given(st.lists(commands, max_size=25))
def test_whatever_is_asked_versions_count_on_repetitions_change_nothing_and_nothing_overlaps(
    asked: list[Command],
) -> None:
    book = court_with()
    versions: dict[tuple[object, ...], int] = defaultdict(int)
    now = NOW
    for command in asked:
        now += timedelta(minutes=1)
        decision = decide(book, command, now)
        if isinstance(decision, Refusal):
            continue
        book.enter(decision)
        for fact in decision:
            versions[_about(fact)] += 1
            assert fact.version == versions[_about(fact)]
        assert decide(book, command, now + timedelta(minutes=1)) == ()
        _refuse_more_than_there_is(book)
        for what, ranges in _ranges(book).items():
            for one, other in combinations(ranges, 2):
                assert not overlap(*one, *other), (what, one, other)

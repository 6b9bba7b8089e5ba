"""Who of a hearing has been told: by what is known of the notices, in whatever order word of them comes in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from typing import Any, get_args
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.model.case import Party
from tarazy_scheduling.domain.telling.notices import HearingNotice, NoticeState, with_news
from tarazy_scheduling.domain.telling.people import not_provably_told, people_told

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
NAMES = UUID(int=7)
HEARING, JUDGE, CLERK, ANNA, LAWYER = (uuid5(NAMES, name) for name in ("hearing", "judge", "clerk", "anna", "lawyer"))
PARTY, ACTING = uuid5(NAMES, "party"), uuid5(NAMES, "acting")
PARTIES = (Party(PARTY, "claimant", "A", person_id=ANNA), Party(ACTING, "representative", "L", person_id=LAWYER))


def notice(state: NoticeState, *, to: UUID = ANNA, version: int = 1, **fields: Any) -> HearingNotice:
    shown = {"channel": "email", "topic": "hearing_scheduled", "at": NOW, **fields}
    made = uuid5(NAMES, f"{to} {version} {shown['channel']} {shown['topic']}")
    return HearingNotice(made, HEARING, to, version, state=state, **shown)


def state_of(*notices: HearingNotice) -> str:
    [person] = people_told([], [PARTY], PARTIES, notices)
    return person.state


def news(states: list[NoticeState]) -> HearingNotice:
    told = [notice(state, at=NOW + timedelta(minutes=place)) for place, state in enumerate(states)]
    return reduce(with_news, told[1:], told[0])


def test_a_notice_goes_from_step_to_step() -> None:
    assert news(["queued", "sent", "delivered", "read"]).state == "read"
    assert news(["queued", "sent", "bounced"]).state == "bounced"


def test_word_that_comes_late_or_again_changes_nothing() -> None:
    known = news(["queued", "sent"])
    assert with_news(known, notice("queued", at=NOW + timedelta(days=1))) is known
    assert with_news(known, known) is known
    ended = notice("superseded")
    assert with_news(ended, notice("sent")) is ended, "what is final stays"


@given(st.permutations(["queued", "sent", "delivered", "read"]), st.lists(st.integers(0, 3)))
def test_in_whatever_order_word_comes_in_the_notice_is_as_far_as_it_got(
    order: list[NoticeState], again: list[int]
) -> None:
    assert news([*order, *(order[place] for place in again)]).state == "read"


@given(st.permutations([("sent", False, None), ("delivered", True, None), ("queued", False, NOW)]))
def test_proof_and_escalation_are_not_lost_by_word_of_another_state(told: list[Any]) -> None:
    facts = [replace(notice(state, proof=proof), escalated_at=escalated) for state, proof, escalated in told]
    found = reduce(with_news, facts[1:], facts[0])
    assert (found.state, found.proof, found.escalated_at) == ("delivered", True, NOW)


def test_what_came_back_proves_nothing() -> None:
    assert not with_news(notice("delivered", proof=True), notice("bounced")).proof
    assert not with_news(notice("bounced"), notice("delivered", proof=True)).proof


@pytest.mark.parametrize("state", get_args(NoticeState))
def test_every_state_says_whether_somebody_is_told(state: NoticeState) -> None:
    wanted = {
        "queued": "not_yet",
        "superseded": "not_yet",
        "expired": "failed",
        "failed": "failed",
        "bounced": "failed",
    }
    assert state_of(notice(state)) == wanted.get(state, "told")
    assert state_of(notice("sent", proof=True)) == "proved"


def test_of_whom_nothing_is_known_nobody_is_told() -> None:
    assert state_of() == "not_yet"
    found = people_told([JUDGE, CLERK], [PARTY], PARTIES, [notice("sent", to=JUDGE, proof=True)])
    assert [one.recipient_id for one in not_provably_told(found)] == [CLERK, ANNA]


def test_a_newer_version_has_to_be_told_again_unless_it_concerned_others() -> None:
    first = notice("read", proof=True)
    assert state_of(first, notice("queued", version=3)) == "not_yet"
    assert state_of(first, notice("superseded", version=3)) == "proved"
    assert state_of(first, notice("sent", version=3, to=JUDGE)) == "proved"


def test_any_channel_will_do_and_a_reminder_says_as_much() -> None:
    bounced = notice("bounced")
    assert state_of(bounced, notice("sent", channel="sms", proof=True)) == "proved"
    assert state_of(bounced, notice("sent", topic="hearing_reminder_1d")) == "told"
    assert state_of(notice("read", proof=True), notice("queued", topic="hearing_reminder_1d")) == "proved"


def test_who_was_last_told_not_to_come_is_not_told_of_a_hearing_that_they_are_to_come_to() -> None:
    assert state_of(notice("read", proof=True), notice("sent", version=2, topic="hearing_uninvited")) == "not_yet"
    assert state_of(notice("sent", version=2, topic="hearing_cancelled"), notice("sent", version=3)) == "told"


def test_a_party_is_told_through_whoever_acts_for_it() -> None:
    acting = replace(PARTIES[1], represents=PARTY)
    [found] = people_told([], [PARTY], (PARTIES[0], acting), [notice("delivered", to=LAWYER, proof=True)])
    assert (found.recipient_id, found.state, found.through) == (ANNA, "proved", (LAWYER,))
    [itself] = people_told([], [PARTY], (PARTIES[0], acting), [notice("failed"), notice("sent", to=LAWYER)])
    assert (itself.state, itself.through) == ("failed", ())


def test_somebody_who_has_two_roles_is_told_once() -> None:
    found = people_told([ANNA, ANNA], [PARTY], PARTIES, [notice("sent")])
    assert [one.recipient_id for one in found] == [ANNA]

"""Hearings that are near, and who is not provably told of them; notices by the day after a time was set."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

import pytest
from tarazy_notifications.adapters.rules.escalation_rules import ESCALATION, EscalationBody
from tarazy_notifications.domain.delivery.escalation import Told
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.evidence.untold import LastTold, ToCome, is_late, notice_deadline, untold
from tarazy_notifications.domain.people import ChannelName

NOW = datetime(2026, 11, 30, 5, tzinfo=UTC)
HEARING, CASE, ANNA, BORIS = (uuid5(UUID(int=3), name) for name in ("hearing", "case", "anna", "boris"))
TO_COME = ToCome(HEARING, "almaty-1", CASE, "2-1", 3, NOW + timedelta(days=1), (ANNA, BORIS))
DELIVERED = ESCALATION.as_rule(EscalationBody(proof={"email": "delivered"}))


def last(*told: tuple[ChannelName, State], version: int = 2) -> LastTold:
    return LastTold(version, "Anna", "party", [Told(*one) for one in told])


def not_told(anna: LastTold | None, otherwise: int = 0) -> Sequence[State | None] | None:
    """The states of those who are not told, of Anna alone; None where she is."""
    known = {HEARING: {ANNA: anna} if anna else {}}
    sure = {(HEARING, BORIS): 3} | ({(HEARING, ANNA): otherwise} if otherwise else {})
    found = untold([TO_COME], known, sure, DELIVERED)
    return [one.state for one in found[0].people] if found else None


def test_the_rule_of_the_court_says_what_proves() -> None:
    assert not_told(last(("email", State.SENT))) == [State.SENT]
    assert not_told(last(("email", State.DELIVERED))) is None
    assert not_told(last(("email", State.BOUNCED), ("sms", State.SENT))) is None, "another channel will do"


def test_who_has_no_notice_is_not_told_and_the_furthest_of_several_is_shown() -> None:
    assert not_told(None) == [None]
    assert not_told(last(("email", State.BOUNCED), ("email", State.QUEUED))) == [State.QUEUED]


def test_it_is_said_why_somebody_is_not_told() -> None:
    refused = LastTold(3, "Anna", "party", [Told("sms", State.FAILED, "no_gateway")])
    found = untold([TO_COME], {HEARING: {ANNA: refused}}, {}, DELIVERED)
    assert [(one.state, one.reason) for one in found[0].people] == [(State.FAILED, "no_gateway"), (None, "no_contact")]
    found = untold([TO_COME], {HEARING: {ANNA: refused}}, {}, DELIVERED, {(BORIS, HEARING)})
    assert found[0].people[1].reason == "digest"


@pytest.mark.parametrize(("version", "is_told"), [(1, False), (2, True), (3, True)])
def test_whoever_answered_or_was_told_by_hand_knows_of_the_version_that_it_was_about(
    version: int, is_told: bool
) -> None:
    assert (not_told(last(("email", State.SENT)), version) is None) == is_told
    assert (not_told(None, version) is None) == (version == 3), "without a notice only the hearing as it stands will do"


def test_notice_is_in_time_until_the_end_of_the_day_after_in_the_zone_of_the_court() -> None:
    late_at_night = datetime(2026, 11, 30, 18, 30, tzinfo=UTC)  # 23:30 in Almaty
    assert notice_deadline(late_at_night, "Asia/Almaty") == date(2026, 12, 1)
    assert not is_late(late_at_night, datetime(2026, 12, 1, 18, 59, tzinfo=UTC), "Asia/Almaty")
    assert is_late(late_at_night, datetime(2026, 12, 1, 19, 1, tzinfo=UTC), "Asia/Almaty")

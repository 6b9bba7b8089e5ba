"""Which answers are believed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications.domain.replies import Invitation, Known, Reply, Sender, Verdict, hearing_of, judge

from tests.unit.notifications.people import number

AT = datetime(2026, 11, 17, 8, 15, tzinfo=UTC)
UID = f"{number(200)}@almaty-1.tarazy"
REPLY = Reply(UID, "anna@party.test", "declined", 0, AT)
ANNA = Sender("anna@party.test", is_authentic=True)


def invitation(version: int = 1, mailbox: str = "anna@party.test", who: int = 11) -> Invitation:
    return Invitation(number(version), "almaty-1", number(200), version, number(who), "hearing_scheduled", mailbox)


def test_the_one_who_was_invited_is_believed() -> None:
    assert judge(REPLY, ANNA, [invitation()]) == (Verdict.BELIEVED, invitation())


def test_capital_letters_make_no_other_mailbox() -> None:
    shouting = replace(REPLY, attendee="ANNA@Party.Test")
    assert judge(shouting, ANNA, [invitation(mailbox="Anna@party.test")])[0] == Verdict.BELIEVED


def test_nobody_else_is_believed() -> None:
    eve = Sender("eve@evil.test", is_authentic=True)
    assert judge(REPLY, eve, [invitation()]) == (Verdict.ANOTHER_SENDER, None)
    assert judge(REPLY, Sender(None, is_authentic=True), [invitation()]) == (Verdict.ANOTHER_SENDER, None)
    assert judge(replace(REPLY, attendee="eve@evil.test"), eve, [invitation()]) == (Verdict.NOT_INVITED, None)
    assert judge(REPLY, replace(ANNA, is_authentic=False), [invitation()]) == (Verdict.NOT_AUTHENTICATED, None)


def test_an_answer_is_about_a_version_that_went_to_this_mailbox() -> None:
    both = [invitation(1), invitation(3), invitation(2, "boris@party.test", 12)]
    assert judge(replace(REPLY, sequence=2), ANNA, both) == (Verdict.BELIEVED, invitation(3))
    assert judge(replace(REPLY, sequence=1), ANNA, both) == (Verdict.UNKNOWN_VERSION, None)
    assert judge(replace(REPLY, sequence=9), ANNA, both) == (Verdict.UNKNOWN_VERSION, None)


def test_what_is_about_no_hearing_of_ours_is_about_nothing() -> None:
    assert judge(REPLY, ANNA, []) == (Verdict.UNKNOWN_HEARING, None)
    for uid in ("", "x@almaty-1.tarazy", f"{number(200)}@almaty-1.tarazy.evil.test", f"{number(200)}@A.tarazy"):
        assert hearing_of(uid) is None
        assert judge(replace(REPLY, uid=uid), ANNA, [invitation()]) == (Verdict.UNKNOWN_HEARING, None)


def test_what_is_neither_yes_nor_no_is_no_answer() -> None:
    assert judge(replace(REPLY, answer=None), ANNA, [invitation()]) == (Verdict.NO_ANSWER, invitation())


@given(st.permutations([(0, 0), (0, 5), (1, 2), (1, 9)]))
def test_in_whatever_order_answers_come_the_newest_stands(order: list[tuple[int, int]]) -> None:
    known: Known | None = None
    for sequence, minutes in order:
        one = replace(REPLY, sequence=sequence, stamped_at=AT + timedelta(minutes=minutes))
        if one.is_newer_than(known):
            known = Known(one.sequence, one.stamped_at)
    assert known == Known(1, AT + timedelta(minutes=9))


def test_the_same_answer_again_is_not_newer() -> None:
    assert not REPLY.is_newer_than(Known(REPLY.sequence, REPLY.stamped_at))

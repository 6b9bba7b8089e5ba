"""The demo's proof: what was asked against what was answered, told and mailed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tarazy_local.demo.reconciling import (
    CaseTold,
    HearingTold,
    Mail,
    NoticeTold,
    Record,
    Request,
    latencies,
    percentile,
    reconcile,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def notice(kind: str, version: int, recipient: str, topic: str = "hearing_scheduled") -> NoticeTold:
    return NoticeTold(kind, f"n{version}{recipient}", "h", version, recipient, topic)


def mail(version: int, recipient: str, after: float = 1.0) -> Mail:
    return Mail("h", version, recipient, NOW + timedelta(seconds=after))


GOOD = Record(
    cases=["c"],
    requests=[Request("r", "h", NOW)],
    case_answers=[CaseTold("allocated", "c")],
    hearings=[HearingTold("scheduled", "r", "h", 1, frozenset({"judge", "party", "by post"}))],
    notices=[notice("queued", 1, "judge"), notice("sent", 1, "judge"), notice("queued", 1, "party")],
    mails=[mail(1, "judge"), mail(1, "party", 2.0)],
    reachable=frozenset({"judge", "party"}),
)
MOVED = HearingTold(
    "rescheduled",
    "absence",
    "h",
    2,
    frozenset({"other judge", "party"}),
    frozenset({"judge", "party"}),
    ("judge_absent",),
)


def moved(record: Record = GOOD) -> Record:
    told = [notice("queued", 2, who, "hearing_rescheduled") for who in ("judge", "other judge", "party")]
    return replace(
        record,
        hearings=[*record.hearings, MOVED],
        notices=[*record.notices, *told],
        mails=[*record.mails, mail(2, "judge", 3), mail(2, "other judge", 3), mail(2, "party", 3)],
        reachable=record.reachable | {"other judge"},
    )


def test_what_adds_up_holds() -> None:
    found = reconcile(GOOD)
    assert found.holds
    assert (found.allocated, found.answered, found.listed, found.mails) == (1, 1, 1, 2)


def test_a_move_is_told_to_those_who_come_and_those_who_need_not() -> None:
    found = reconcile(moved())
    assert found.holds
    assert (found.listed, found.moved) == (1, 1)
    without = moved()
    without = replace(without, notices=[one for one in without.notices if (one.version, one.recipient) != (2, "judge")])
    assert reconcile(without).lost == ["judge has no notice of version 2 of hearing h"]


def test_a_request_without_an_answer_is_lost() -> None:
    found = reconcile(replace(GOOD, hearings=[], notices=[], mails=[]))
    assert found.lost == ["the request for hearing h has no answer"]
    assert not found.holds


def test_a_case_nobody_spoke_of_is_lost_and_an_unallocated_one_is_not() -> None:
    assert reconcile(replace(GOOD, case_answers=[])).lost == ["case c was neither drawn nor refused"]
    found = reconcile(replace(GOOD, case_answers=[CaseTold("unallocated", "c")]))
    assert found.holds
    assert found.allocated == 0


def test_a_request_answered_twice_is_doubled() -> None:
    again = HearingTold("rescheduled", "r", "h", 2, frozenset({"judge", "party"}))
    found = reconcile(replace(moved(), hearings=[*GOOD.hearings, again]))
    assert "the request for hearing h has 2 answers" in found.doubled


def test_a_refusal_is_an_answer_and_an_unlisted_hearing_is_not_placed() -> None:
    refused = replace(GOOD, hearings=[HearingTold("refused", "r", "h", 0)], notices=[], mails=[])
    assert reconcile(refused).holds
    unlisted = HearingTold("unlisted", "r", "h", 1, codes=("no_interpreter", "no_room"))
    found = reconcile(replace(GOOD, hearings=[unlisted], notices=[], mails=[]))
    assert found.holds
    assert found.not_placed == {"no_interpreter": 1}


def test_a_notice_without_a_mail_is_lost_unless_it_was_superseded() -> None:
    record = replace(GOOD, mails=[mail(1, "judge")])
    assert reconcile(record).lost == ["party got no mail of version 1 of h"]
    superseded = replace(record, notices=[*GOOD.notices, notice("superseded", 1, "party")])
    assert reconcile(superseded).holds
    assert reconcile(superseded).superseded == 1


def test_whoever_has_no_mailbox_is_not_missed() -> None:
    assert "by post" not in str(reconcile(GOOD).lost)


@pytest.mark.parametrize(
    "record",
    [
        replace(GOOD, mails=[*GOOD.mails, mail(1, "party", 5)]),
        replace(GOOD, notices=[*GOOD.notices, notice("queued", 1, "party")]),
        replace(GOOD, notices=[*GOOD.notices, notice("sent", 1, "judge")]),
        replace(GOOD, case_answers=[*GOOD.case_answers, CaseTold("allocated", "c")]),
    ],
    ids=["mail", "notice", "sending", "draw"],
)
def test_what_happens_twice_is_doubled(record: Record) -> None:
    found = reconcile(record)
    assert len(found.doubled) == 1
    assert not found.holds


def test_an_older_version_after_a_newer_one_is_out_of_order() -> None:
    record = moved()
    late = replace(record, mails=[*GOOD.mails[:1], *record.mails[2:], mail(1, "party", 9)])
    assert reconcile(late).disordered == ["party got version 1 of hearing h after 2"]


@pytest.mark.parametrize("versions", [(2,), (1, 3), (1, 1), (1, 2, 1)])
def test_versions_with_a_gap_or_a_repetition_are_out_of_order(versions: tuple[int, ...]) -> None:
    told = [HearingTold("unlisted", "r" if n == 0 else "", "h", version) for n, version in enumerate(versions)]
    assert reconcile(replace(GOOD, hearings=told, notices=[], mails=[])).disordered


def test_latencies_run_from_the_request_to_each_mail_of_its_answer() -> None:
    assert latencies(moved()) == [1.0, 2.0]
    assert latencies(GOOD, [(NOW, NOW + timedelta(seconds=1))]) == []


@pytest.mark.parametrize(("share", "value"), [(0.5, 2.0), (0.95, 4.0), (0.0, 1.0), (0.25, 1.0), (0.75, 3.0)])
def test_percentiles_are_values_that_occurred(share: float, value: float) -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0], share) == value
    assert percentile([], share) == 0.0

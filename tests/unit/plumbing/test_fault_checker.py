"""The checker of the fault tests finds what it is there to find."""

from typing import Any

from tests.faults.checker import (
    Mail,
    Record,
    check_answers,
    check_bookings,
    check_draws,
    check_mails,
    check_notices,
    check_versions,
    distinct,
)


def hearing(
    kind: str, version: int, *, number: str = "h1", cause: str = "r1", start: str = "09:00", room: str = "room"
) -> Record:
    data: dict[str, Any] = {
        "hearing_id": number,
        "version": version,
        "sittings": [
            {"starts_at": f"2026-03-02T{start}:00Z", "ends_at": f"2026-03-02T{start[:2]}:45:00Z", "room_id": room}
        ],
        "person_ids": {"judges": [f"judge of {number}"], "clerk": None, "interpreters": []},
        "attendee_ids": [],
    }
    return Record(f"{number}-{version}-{cause}", f"court.hearing.{kind}.v1", cause, "court-a", data)


def notice(kind: str, one: str = "n1", **more: Any) -> Record:
    data = {
        "notice_id": one,
        "subject_id": "h1",
        "subject_version": 1,
        "recipient_id": "p",
        "channel": "email",
        "topic": "t",
    }
    return Record(f"{one}-{kind}", f"court.notice.{kind}.v1", "", "court-a", {**data, **more})


def mail(version: int, notice_id: str = "n1") -> Mail:
    return Mail("a@b.test", notice_id, "h1", version, f"<{notice_id}>")


def test_a_request_without_an_answer_and_one_with_two_are_found() -> None:
    told = [hearing("scheduled", 1), hearing("rescheduled", 2)]
    assert check_answers(["r1"], told[:1]) == []
    assert check_answers(["r1"], told) == ["request r1 has 2 answers"]
    assert check_answers(["r2"], told) == ["request r2 has 0 answers"]


def test_a_record_sent_twice_with_one_id_counts_once() -> None:
    one = hearing("scheduled", 1)
    assert distinct([one, one, hearing("cancelled", 2)]) == [one, hearing("cancelled", 2)]


def test_gaps_and_repeated_versions_are_found() -> None:
    assert check_versions([hearing("scheduled", 1), hearing("cancelled", 2)]) == []
    assert len(check_versions([hearing("scheduled", 1), hearing("cancelled", 3)])) == 1
    assert len(check_versions([hearing("scheduled", 1), hearing("rescheduled", 1)])) == 1


def test_a_double_booking_is_found() -> None:
    one, other = hearing("scheduled", 1), hearing("scheduled", 1, number="h2", start="09:30")
    (found,) = check_bookings([one, other])
    assert "room is in h1 and h2" in found
    assert check_bookings([one, other, hearing("cancelled", 2, number="h2")]) == []


def test_a_broken_chain_of_draws_is_found() -> None:
    def drawn(number: int, previous: str, own: str) -> Record:
        proof = {"number": number, "previous_hash": previous, "hash": own}
        data = {"case_id": f"c{number}", "proof": proof}
        return Record(own, "court.case.allocated.v1", "", "court-a", data)

    chain = [drawn(1, "0" * 64, "a"), drawn(2, "a", "b")]
    assert check_draws(["c1", "c2"], chain) == []
    assert check_draws(["c1", "c3"], chain) == ["case c3 was drawn 0 times"]
    assert len(check_draws([], [chain[0], drawn(2, "x", "b")])) == 1


def test_notices_that_double_or_never_end_are_found() -> None:
    assert check_notices([notice("queued"), notice("sent")]) == []
    assert len(check_notices([notice("queued")])) == 1
    assert len(check_notices([notice("queued"), notice("queued", "n2"), notice("sent"), notice("sent", "n2")])) == 1


def test_mails_that_are_missing_doubled_or_late_are_found() -> None:
    sent = [notice("queued"), notice("sent")]
    assert check_mails([mail(1)], sent) == []
    assert len(check_mails([], sent)) == 1
    assert len(check_mails([mail(1), mail(1)], sent)) == 1
    admitted = [*sent, notice("sent", reason="possible_duplicate")]
    assert check_mails([mail(1), mail(1)], admitted) == []
    assert len(check_mails([mail(2, "n2"), mail(1)], sent)) == 1

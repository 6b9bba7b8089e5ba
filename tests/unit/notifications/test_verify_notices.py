"""A proof of notice is checked by itself: whatever is changed in it, dropped, put in or put elsewhere is found."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tarazy_notifications import verify_notices
from tarazy_notifications.domain.delivery.states import FOLLOWS, State
from tarazy_notifications.domain.evidence.entries import Seal, Sealing
from tarazy_notifications.domain.evidence.lines import CaseNumbers, withheld
from tarazy_notifications.domain.evidence.piece import About, Answer, ByHand, Change, Personal, Piece, Words
from tarazy_notifications.domain.evidence.proof import proof_of, written
from tarazy_notifications.verify_notices import Unreadable, Wrong, check

NAMES = UUID(int=11)
HEARING, OTHER = uuid5(NAMES, "hearing"), uuid5(NAMES, "other hearing")
NOW = datetime(2026, 11, 16, 4, tzinfo=UTC)
COURT = "almaty-1"


def about(who: str, *, subject: UUID = HEARING, version: int = 1, digest: UUID | None = None) -> About:
    notice_id = uuid5(NAMES, f"{subject} {who} {version}")
    topic = "hearing_scheduled" if version == 1 else "hearing_rescheduled"
    return About(
        notice_id, COURT, subject, version, uuid5(NAMES, who), "party", "email", topic, "kk",
        str(uuid5(NAMES, "event")), digest,
    )  # fmt: skip


def changes(*states: str, first: int = 1) -> list[Change]:
    return [
        Change(number, NOW + timedelta(seconds=number), state, int(number > 1), None, None, None, None)
        for number, state in enumerate(states, first)
    ]


def by_hand(
    number: int, what: str, note_code: str | None = None, *, tells: bool | None = None, document: str | None = None
) -> Piece:
    about_task = replace(about("boris", version=2), notice_id=uuid5(NAMES, "task"), channel="by_hand", language="")
    told_at = NOW if tells else None
    return Piece(about_task, by_hand=ByHand(number, NOW, what, "key clerk", note_code, tells, told_at, document))


DIGEST = Words(
    "Your hearings: 2 changes",
    "Dear Judge!\n\nMoved, 2-15/2026:\n  first hearing\n  now: 3 December\nSet, 2-1/2026:\n  judgment\n\nBye.\n",
    "c" * 64,
)
CASES = CaseNumbers("2-15/2026", ["2-1/2026"])


def seals() -> list[Seal]:
    """Two people, two versions, another hearing between them, a receipt and an answer that come later, a digest."""
    words = Words("Отырыс 1 желтоқсанда", "Құрметті Анна!\nСот отырысы …\n", "a" * 64)
    personal = Personal("Анна", "anna@party.test", "claimant", "")
    reply = Answer(uuid5(NAMES, "reply"), NOW, "accepted", NOW, None, "b" * 64)
    told = [
        Piece(about("anna"), changes("queued", "sending", "sent"), None, personal, words),
        Piece(about("boris"), changes("queued"), None, personal),
        Piece(about("clara", subject=OTHER), changes("queued"), None, personal),
        Piece(about("boris"), changes("superseded", first=2)),
        Piece(about("anna"), changes("delivered", "read", first=4)),
        Piece(about("boris", version=2), changes("queued", "sending", "sent"), None, personal, words),
        Piece(about("anna"), answer=reply),
        Piece(
            about("judge", digest=uuid5(NAMES, "digest")),
            changes("queued", "sending", "sent"),
            None,
            personal,
            DIGEST,
            CASES,
        ),
        by_hand(1, "done", "told_by_telephone", tells=True, document="12-4"),
        by_hand(2, "reopened"),
    ]
    sealing = Sealing({}, {}, NOW + timedelta(minutes=1))
    return [sealing.seal(piece, bytes([number]) * 16) for number, piece in enumerate(told)]


OF_HEARING = [one for one in seals() if one.piece.about.subject_id == HEARING]
PROOF = proof_of(COURT, HEARING, OF_HEARING)
DOCUMENT = written(PROOF)


def fresh() -> Any:
    return json.loads(DOCUMENT)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every value in the document that is not made of others."""
    if isinstance(value, dict | list):
        for name, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inner, (*path, name))
        if not value:
            yield path
    else:
        yield path


def put(document: Any, path: tuple[Any, ...], value: Any) -> None:
    for step in path[:-1]:
        document = document[step]
    document[path[-1]] = value


def at(document: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def another(value: Any) -> list[Any]:
    match value:
        case None:
            return ["x", 1]
        case bool() | int():
            return [value + 1, None, str(value)]
        case str():
            return [f"{value}x", value[1:] if value else "y", None]
        case _:
            return [None]


def test_a_proof_that_is_right_is_right() -> None:
    proof = check(DOCUMENT)
    assert (proof.entries, len(proof.notices), proof.number, proof.erased) == (9, 5, 10, 0)
    anna = proof.notices[str(OF_HEARING[0].piece.about.notice_id)]
    assert [state for state, _ in anna.times] == ["queued", "sending", "sent", "delivered", "read"]
    assert anna.words[0]["text"].startswith("Құрметті Анна!")
    assert anna.answers[0][0] == "accepted"


def test_of_a_digest_stands_there_what_it_says_of_this_hearing_and_of_the_rest_that_it_is_whole() -> None:
    proof = check(DOCUMENT)
    digest = proof.notices[str(OF_HEARING[-3].piece.about.notice_id)]
    assert (digest.said["subject_version"], digest.said["topic"], digest.times[-1][0]) == (
        1,
        "hearing_scheduled",
        "sent",
    )
    assert digest.words[0]["subject"] == DIGEST.subject
    assert digest.words[0]["text"] == (
        "Dear Judge!\n\nMoved, 2-15/2026:\n  first hearing\n  now: 3 December\n[…]\n\nBye.\n"
    )
    assert b"2-1/2026" not in DOCUMENT
    assert b"judgment" not in DOCUMENT
    hidden = fresh()
    lines = hidden["entries"][-3]["words"]["lines"]
    lines[1] = {"hash": verify_notices.sha256(lines[1])}
    assert check(written(hidden)).notices[digest.notice_id].words[0]["text"].startswith("[…]\n\nMoved")
    put_in = fresh()
    put_in["entries"][-3]["words"]["lines"][6] = {"salt": "0" * 32, "said": "Moved, 2-15/2026:"}
    with pytest.raises(Wrong, match="words was changed"):
        check(written(put_in))


def test_what_a_clerk_did_stands_there_with_its_record_and_what_came_of_it() -> None:
    task = check(DOCUMENT).notices[str(uuid5(NAMES, "task"))]
    assert [(one["what"], one["note_code"], one["tells"]) for one in task.by_hand] == [
        ("done", "told_by_telephone", True),
        ("reopened", None, None),
    ]
    assert fresh()["entries"][-2]["words"]["document"] == "12-4"
    for wrong, why in (
        ([by_hand(2, "done", "x", tells=True), by_hand(2, "reopened")], "not in order"),
        ([by_hand(1, "done", "x")], "what came of it"),
        ([replace(by_hand(1, "done", "x", tells=True), changes=changes("queued"))], "neither one thing nor other"),
    ):
        sealing = Sealing({}, {}, NOW)
        with pytest.raises(Wrong, match=why):
            check(written(proof_of(COURT, HEARING, [sealing.seal(piece, b"salt") for piece in wrong])))


def test_a_proof_without_digests_and_deeds_is_of_the_first_format() -> None:
    document = written(proof_of(COURT, HEARING, OF_HEARING[:-3]))
    assert check(document).entries == 6
    assert b'"tarazy-proof-of-notice-1"' in document
    with pytest.raises(Wrong, match="another format"):
        check(document.replace(b"tarazy-proof-of-notice-1", b"tarazy-proof-of-notice-2"))


@pytest.mark.parametrize("path", list(paths(PROOF)), ids=lambda path: ".".join(map(str, path)))
def test_another_value_anywhere_is_found(path: tuple[Any, ...]) -> None:
    for value in another(at(PROOF, path)):
        changed = fresh()
        put(changed, path, value)
        with pytest.raises((Wrong, Unreadable)):
            check(written(changed))


@given(st.integers(0, len(DOCUMENT) - 1), st.integers(1, 255))
def test_another_byte_anywhere_is_found(place: int, by: int) -> None:
    changed = DOCUMENT[:place] + bytes([DOCUMENT[place] ^ by]) + DOCUMENT[place + 1 :]
    with pytest.raises((Wrong, Unreadable)):
        check(changed)


@given(st.integers(0, len(DOCUMENT) - 1), st.binary(min_size=1, max_size=3))
def test_a_byte_more_or_less_is_found(place: int, more: bytes) -> None:
    for changed in (DOCUMENT[:place] + more + DOCUMENT[place:], DOCUMENT[:place] + DOCUMENT[place + 1 :]):
        with pytest.raises((Wrong, Unreadable)):
            check(changed)


def test_an_entry_that_was_dropped_put_in_or_put_elsewhere_is_found() -> None:
    for number in range(len(PROOF["entries"])):
        without, twice, swapped = fresh(), fresh(), fresh()
        del without["entries"][number]
        twice["entries"].insert(number, twice["entries"][number])
        swapped["entries"].insert(0, swapped["entries"].pop(number))
        for changed in (without, twice, *([swapped] if number else [])):
            with pytest.raises(Wrong):
                check(written(changed))


def test_an_entry_of_another_hearing_is_found() -> None:
    [foreign] = [one for one in seals() if one.piece.about.subject_id == OTHER]
    changed = fresh()
    changed["entries"].insert(0, proof_of(COURT, OTHER, [foreign])["entries"][0])
    with pytest.raises(Wrong, match="about something else"):
        check(written(changed))


def test_what_was_forged_with_its_hashes_and_does_not_follow_is_found() -> None:
    personal = Personal("Anna", "anna@party.test", "", "")
    for told in (
        [Piece(about("anna"), changes("sent"))],
        [Piece(about("anna"), changes("queued", "sending", "failed", "sent"))],
        [Piece(about("anna"), changes("queued")), Piece(about("anna"), changes("sent", first=4))],
        [Piece(about("anna"), [], None, personal)],
    ):
        sealing = Sealing({}, {}, NOW)
        made = [sealing.seal(piece, b"salt") for piece in told]
        with pytest.raises(Wrong):
            check(written(proof_of(COURT, HEARING, made)))


def test_the_check_knows_the_same_states_as_the_service() -> None:
    for state, following in FOLLOWS.items():
        again = {"sending"} if state is State.SENDING else set()
        assert verify_notices.AFTER.get(str(state), set()) == {str(one) for one in following} | again


def test_what_is_personal_may_be_missing_and_is_then_said_to_be_erased() -> None:
    erased = fresh()
    for bound in erased["entries"]:
        bound["personal"] = bound["words"] = None
    assert check(written(erased)).erased == 8
    put_back = fresh()
    put_back["entries"][0]["personal"]["address"] = "other@party.test"
    with pytest.raises(Wrong, match="personal was changed"):
        check(written(put_back))


def test_lines_are_withheld_that_are_about_other_cases_alone() -> None:
    said = [
        "Set, 2-1:", "  today", "Set, 2-15:", "  room 2-1", "Moved, 2-1:", "  with 2-15", "Both 2-1 and 2-15", "Today:",
        "  10:00, 2-1", "  11:00, 2-15", "End.",
    ]  # fmt: skip
    hidden = withheld(said, CaseNumbers("2-15", ["2-1"]))
    assert [line for number, line in enumerate(said) if number in hidden] == [
        "Set, 2-1:", "  today", "  room 2-1", "Moved, 2-1:", "  10:00, 2-1",
    ]  # fmt: skip
    assert not withheld(said, CaseNumbers("2-15", ["2"])), "another number that begins alike is another number"


def test_nobody_can_guess_an_address_from_its_hash() -> None:
    [one, two] = [
        Sealing({}, {}, NOW).seal(
            Piece(about("anna"), changes("queued"), None, Personal("A", "a@b.test", "", "")), salt
        )
        for salt in (b"0" * 16, b"1" * 16)
    ]
    assert one.personal_hash != two.personal_hash


def test_a_hearing_of_which_nobody_was_told_has_an_empty_proof() -> None:
    assert check(written(proof_of(COURT, HEARING, []))).entries == 0


@pytest.mark.parametrize(
    ("content", "status"),
    [(DOCUMENT, 0), (DOCUMENT.replace(b"anna@", b"hanna@", 1), 1), (b"{}", 2), (b"", 2), (b"%PDF-1.7\n", 2), (None, 2)],
)
def test_it_runs_by_itself(tmp_path: Path, content: bytes | None, status: int) -> None:
    file = tmp_path / "proof.json"
    if content is not None:
        file.write_bytes(content)
    ran = subprocess.run(
        [sys.executable, "-I", "-S", verify_notices.__file__, str(file)], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr) == (status, ""), ran.stdout
    assert str(file) in ran.stdout

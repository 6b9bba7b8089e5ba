#!/usr/bin/env python3
"""Check an exported proof of notice: that no entry about a hearing was changed, dropped, put in or put elsewhere, and
that the words and addresses beside them are those that were bound.

Run `python3 verify_notices.py FILE...`: exit status 0: all is right, 1: something is wrong, 2: no proof can be read.
It needs nothing but Python, and reads as the specification of the proof: one JSON document in canonical form, or a PDF
with that document inside, whose pages it does not look at. Whoever forges a whole file forges all of its hashes, and a
file that ends early is right as far as it goes: hold the number and hash of the last entry against those of the
court's own chain, whose end the court's log keeps hour by hour."""

import hashlib
import json
import re
import sys
import zlib
from datetime import datetime
from typing import Any

FORMAT, FORMAT_2 = "tarazy-proof-of-notice-1", "tarazy-proof-of-notice-2"
FILE = {"court_id", "entries", "format", "hearing_id", "last"}
BOUND = {"entry", "hash", "personal", "words"}
ENTRY = {
    "about", "action", "at", "chain", "detail", "number", "person_id", "previous_hash", "request_id", "subject",
}  # fmt: skip
DETAIL = {
    "answer", "changes", "channel", "language", "personal_hash", "recipient_id", "role", "subject_id",
    "subject_number", "subject_previous_hash", "subject_version", "topic", "words_hash",
}  # fmt: skip
CHANGE = {"at", "attempt", "cause", "number", "provider_reference", "reason", "state", "text_version"}
ANSWER = {"answer", "day", "mail_sha256", "received_at", "reply_id", "stamped_at"}
PERSONAL = {"acts_for", "address", "capacity", "name", "salt"}
WORDS = {"salt", "sha256", "subject", "text"}
LINES = {"lines", "salt", "sha256"}
BY_HAND = {"at", "by", "note_code", "number", "tells", "told_at", "what"}
RECORD = {"document", "salt"}
OF_A_NOTICE = ("channel", "language", "recipient_id", "role", "subject_version", "topic")
AFTER = {
    None: {"queued"},
    "queued": {"sending", "superseded", "expired", "failed"},
    "sending": {"sending", "queued", "sent", "superseded", "expired", "failed"},
    "sent": {"delivered", "read", "bounced"},
    "delivered": {"read", "bounced"},
}
MORE: dict[str, set[str]] = {  # fields of a detail, by the action
    "notice.went_on": set(),
    "notice.answered": set(),
    "notice.told_in_digest": {"digest_id"},
    "notice.told_by_hand": {"by_hand"},
}
HASH, FIRST = re.compile("[0-9a-f]{64}"), "0" * 64
WITHHELD = "[…]"


class Wrong(Exception):
    """What is wrong with a proof."""


class Unreadable(Exception):
    """It is no proof of notice."""


class Notice:
    """One message to one person by one channel, as far as the entries tell of it. A digest tells of many hearings:
    of the lines that are about others the hashes alone are in the file."""

    def __init__(self, entry: Any) -> None:
        self.said = {name: entry["detail"][name] for name in OF_A_NOTICE}
        self.digest_id = entry["detail"].get("digest_id")
        self.notice_id, self.step, self.state, self.attempt = entry["about"], None, None, 0
        self.times: list[tuple[str, str]] = []
        self.answers: list[tuple[str, str]] = []
        self.by_hand: list[Any] = []
        self.personal: Any = None
        self.words: list[Any] = []
        self.bound: list[Any] = []  # its entries as they stand in the file

    def happened(self, action: str, detail: Any) -> None:
        """What an entry tells: changes of its state, what was answered to it, or what a clerk did in its place."""
        answered, by_hand = action == "notice.answered", action == "notice.told_by_hand"
        must(answered == (detail["answer"] is not None), "it is neither one thing nor other")
        must((answered or by_hand) == (not detail["changes"]), "it is neither one thing nor other")
        if by_hand:
            self.done(detail["by_hand"])
        if answered:
            must(set(detail["answer"]) == ANSWER, "an answer has other fields than an answer's")
            self.answers.append((detail["answer"]["answer"], detail["answer"]["received_at"]))
        for change in detail["changes"]:
            self.change(change)

    def change(self, change: Any) -> None:
        """The next change of its state."""
        must(set(change) == CHANGE, "a change has other fields than a change's")
        instant(change["at"])
        number, state = change["number"], change["state"]
        must(number in (0, 1) if self.step is None else number == self.step + 1, "a change of the notice is missing")
        # Of what was there before its changes were written down, 0 is how it began and 1 where it was then.
        must(self.step == 0 or state in AFTER.get(self.state, ()), f"{state} cannot follow {self.state}")
        must(change["attempt"] >= self.attempt, "its attempts are not in order")
        self.step, self.state, self.attempt = number, state, change["attempt"]
        self.times.append((state, change["at"]))

    def done(self, deed: Any) -> None:
        """What a clerk did, or that it is to be done again."""
        must(set(deed) == BY_HAND, "what was done by hand has other fields than it must")
        instant(deed["at"])
        if deed["told_at"] is not None:
            instant(deed["told_at"])
        must(not self.by_hand or deed["number"] > self.by_hand[-1]["number"], "what was done by hand is not in order")
        must(
            (deed["what"] == "done") == (deed["tells"] is not None),
            "what was done by hand does not say what came of it",
        )
        self.by_hand.append(deed)


class Proof:
    """What is known after the last entry that was right."""

    def __init__(self, court_id: str, hearing_id: str) -> None:
        self.court_id, self.hearing_id = court_id, hearing_id
        self.entries, self.number, self.hash, self.at = 0, 0, FIRST, ""
        self.notices: dict[str, Notice] = {}
        self.erased = 0

    def check(self, bound: Any) -> None:
        """The next entry follows those before."""
        must(set(bound) == BOUND, "it has other fields than a bound entry's")
        entry = bound["entry"]
        must(entry["action"] in MORE, "nobody knows such an entry")
        fields = DETAIL | MORE[entry["action"]]
        must(set(entry) == ENTRY and set(entry["detail"]) == fields, "it has other fields than an entry's")
        detail = entry["detail"]
        must(sha256(entry) == bound["hash"], "hash is not the hash of the entry")
        must((entry["chain"], detail["subject_id"]) == (self.court_id, self.hearing_id), "it is about something else")
        must((entry["subject"], entry["person_id"]) == ("notifications", None), "somebody else wrote it")
        must(detail["subject_number"] == self.entries + 1, f"entry {self.entries + 1} of the hearing is missing")
        must(detail["subject_previous_hash"] == self.hash, "it does not name the hash of the entry before it")
        must(entry["number"] > self.number, "its number in the court's chain is not above that before")
        follows = entry["number"] == self.number + 1
        must(HASH.fullmatch(entry["previous_hash"]), "it names no hash of the entry before it in the court's chain")
        must(not follows or entry["previous_hash"] == self.hash, "it does not follow the entry before it")
        must(entry["at"] >= self.at, "it is earlier than the one before")
        instant(entry["at"])
        notice = self.notices.setdefault(entry["about"], Notice(entry))
        same = all(notice.said[name] == detail[name] for name in OF_A_NOTICE)
        must(same and notice.digest_id == detail.get("digest_id"), "it says something else of its notice than before")
        notice.happened(entry["action"], detail)
        self.disclosed(notice, bound, detail)
        notice.bound.append(bound)
        self.entries, self.number, self.hash, self.at = self.entries + 1, entry["number"], bound["hash"], entry["at"]

    def disclosed(self, notice: Notice, bound: Any, detail: Any) -> None:
        """What is personal is what was bound, or was erased."""
        words = LINES if notice.digest_id else RECORD if notice.by_hand else WORDS
        for name, fields in (("personal", PERSONAL), ("words", words)):
            said, wanted = bound[name], detail[f"{name}_hash"]
            must(said is None or wanted is not None, f"{name} was not bound")
            must(said is None or set(said) == fields, f"{name} has other fields than it must")
            whole = said if said is None or fields != LINES else {**said, "lines": list(map(of_line, said["lines"]))}
            must(said is None or sha256(whole) == wanted, f"{name} was changed")
            must(wanted is None or HASH.fullmatch(wanted), f"{name}_hash is no hash")
            self.erased += wanted is not None and said is None
            if said is not None and name == "personal":
                notice.personal = said
            elif said is not None and not notice.by_hand:
                notice.words.append(read(said))


def of_line(line: Any) -> Any:
    """The hash of a line that is there, or the one that stands for it."""
    if set(line) == {"hash"}:
        must(HASH.fullmatch(line["hash"]), "a line that is withheld has no hash")
        return line["hash"]
    must(set(line) == {"salt", "said"}, "a line has other fields than a line's")
    return sha256(line)


def read(words: Any) -> Any:
    """Words as a reader sees them: of a digest with a sign in place of what is withheld."""
    if "lines" not in words:
        return words
    lines = [line.get("said") for line in words["lines"]]
    first = [n == 0 or lines[n - 1] is not None for n in range(len(lines))]
    shown = [WITHHELD if line is None else line for n, line in enumerate(lines) if line is not None or first[n]]
    subject, text = (shown[0], "\n".join(shown[1:])) if shown else (None, None)
    return {"sha256": words["sha256"], "subject": subject, "text": text}


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def sha256(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def instant(text: str) -> None:
    must(datetime.fromisoformat(text).isoformat(timespec="microseconds") == text, "an instant is not in its one form")
    must(text.endswith("+00:00"), "an instant is not in UTC")


def must(holds: Any, otherwise: str) -> None:
    if not holds:
        raise Wrong(otherwise)


def document_of(content: bytes) -> bytes:
    """The document of a file: the file itself, or what a PDF has in it."""
    if not content.startswith(b"%PDF-"):
        return content
    for found in re.finditer(rb"/EmbeddedFile\b", content):
        start = content.find(b"stream\n", found.end()) + len(b"stream\n")
        inside = zlib.decompressobj().decompress(content[start:])
        if FORMAT.encode() in inside or FORMAT_2.encode() in inside:
            return inside
    raise Unreadable("this PDF has no proof of notice in it")


def check(content: bytes) -> Proof:
    """Check one proof. Raises Wrong for the first thing that is not as it must be, Unreadable for what is none."""
    document = document_of(content)
    if FORMAT.encode() not in document and FORMAT_2.encode() not in document:
        raise Unreadable("this is no proof of notice")
    place = 0
    try:
        text = document.decode()
        said = json.loads(text)
        must(set(said) == FILE, "it has other fields than a proof's")
        must(canonical(said) + "\n" == text, "it is not in canonical form")
        proof = Proof(said["court_id"], said["hearing_id"])
        for place, bound in enumerate(said["entries"], 1):  # noqa: B007  named when one of them is wrong
            proof.check(bound)
        place, last = 0, {"entries": proof.entries, "hash": proof.hash, "number": proof.number}
        must(said["last"] == last, "it does not end where it says")
        is_second = any(one.digest_id or one.by_hand for one in proof.notices.values())
        must(said["format"] == (FORMAT_2 if is_second else FORMAT), "it is of another format than it says")
    except (Wrong, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        what = str(error) if isinstance(error, Wrong) else f"cannot be read ({error!r})"
        raise Wrong(f"entry {place}: {what}" if place else what) from None
    return proof


def report(name: str) -> tuple[int, str]:
    """The exit status for a file, and a sentence about it."""
    try:
        with open(name, "rb") as file:
            content = file.read()
        proof = check(content)
    except Wrong as error:
        return 1, f"{name}: {error}"
    except (Unreadable, OSError, zlib.error) as error:
        return 2, f"{name}: {getattr(error, 'strerror', None) or error}"
    said = f"{name}: {proof.entries} entries about {len(proof.notices)} notices of hearing {proof.hearing_id} are right"
    said += f"; of {proof.erased} what is personal was erased" if proof.erased else ""
    said += "; the pages of the PDF were not looked at" if content.startswith(b"%PDF-") else ""
    return 0, f"{said}; the last is entry {proof.number} of {proof.court_id}, {proof.hash}"


if __name__ == "__main__":
    results = [report(name) for name in sys.argv[1:]]
    print(*(sentence for _, sentence in results), sep="\n")  # noqa: T201
    sys.exit(max((status for status, _ in results), default=2))

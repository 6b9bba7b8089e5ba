"""Proof of notice on paper: pages that say what the document inside says, and the same pages from the same document."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import available_timezones

from tarazy_shared.contracts.fields import Language
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words
from tarazy_shared.printing.sheet import Sheet

from tarazy_notifications.adapters.desk.words import CHANNELS, ROLES, STATES, reason, topic
from tarazy_notifications.adapters.rules.note_rules import TASK_NOTES
from tarazy_notifications.verify_notices import Notice, Proof, check, document_of, read

ANSWERS: Mapping[str, str] = {
    "accepted": message("answered: comes"),
    "declined": message("answered: does not come"),
    "tentative": message("answered: perhaps"),
}
_STATES: Mapping[str, str] = {str(code): name for code, name in STATES.items()}
_ROLES: Mapping[str, str] = {str(code): name for code, name in ROLES.items()}
_NOTES: Mapping[str, Mapping[str, str]] = {note.code: note.names for note in TASK_NOTES.default}
"""What can have been done, where the court has no words of its own for it: those are not in the document."""
_WRITTEN_FOR = re.compile(rb"/Keywords \(language=(kk|ru|en) zone=([\w/+-]+)\)")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""Of a document about nothing."""


def paper_of(document: bytes, reader: Reader) -> bytes:
    """The PDF of a document that is right, with the document inside. Raises as its check does."""
    proof = check(document)
    page = _Page(proof, Words("tarazy_notifications", reader), reader)
    page.front()
    for notice in proof.notices.values():
        page.notice(notice)
    return page.finished(document)


def pages_are_those_of(pdf: bytes) -> bool:
    """Whether a PDF is byte for byte what this version writes from the document inside."""
    found = _WRITTEN_FOR.search(pdf)
    if found is None or found[2].decode() not in available_timezones():
        return False
    language: Language = found[1].decode()  # type: ignore[assignment]
    return paper_of(document_of(pdf), Reader(language, found[2].decode())) == pdf


class _Page:
    def __init__(self, proof: Proof, words: Words, reader: Reader) -> None:
        self.proof, self.words, self.reader = proof, words, reader
        named = [one for one in proof.notices.values() if one.personal and one.personal["name"]]
        self.names = {one.said["recipient_id"]: one.personal["name"] for one in named}
        made_at = datetime.fromisoformat(proof.at) if proof.at else EPOCH
        foot = f"{proof.hearing_id} · {proof.number} · {proof.hash[:16]}"
        self.sheet = Sheet(self.say(message("Proof of notice")), reader.language, made_at, foot)
        self.sheet.set_keywords(f"language={reader.language} zone={reader.zone}")

    def say(self, text: str, **particulars: object) -> str:
        return self.words.gettext(text, **particulars)

    def at(self, text: str) -> str:
        at = datetime.fromisoformat(text)
        return f"{self.reader.day(at, 'short')} {self.reader.local(at):%H:%M:%S %z}"

    def front(self) -> None:
        """What it is about, how it is checked, and everybody on one table."""
        proof, sheet = self.proof, self.sheet
        sheet.facts(
            [
                (self.say(message("Hearing")), proof.hearing_id),
                (self.say(message("Court")), proof.court_id),
                (self.say(message("Entries")), self.reader.number(proof.entries)),
                (self.say(message("Last entry")), f"{proof.number}, {proof.hash}" if proof.entries else ""),
            ]
        )
        sheet.ln(2)
        sheet.text_block(
            self.say(
                message(
                    "The file inside this document holds every entry with its hash. "
                    "`tarazy verify-notices FILE` or verify_notices.py checks it without any access to the court."
                )
            ),
            small=True,
        )
        if not proof.notices:
            sheet.ln(2)
            sheet.text_block(self.say(message("Nobody has been told anything of this hearing.")))
            return
        sheet.ln(2)
        heads = (
            message("Who"),
            message("What"),
            message("Version"),
            message("By"),
            message("Last known"),
            message("When"),
        )
        sheet.rows([self.say(head) for head in heads], map(self._row, proof.notices.values()), (30, 32, 11, 21, 26, 20))

    def _row(self, notice: Notice) -> list[str]:
        state, at = notice.times[-1] if notice.times else ("", "")
        last = self._state(state) + ", ".join(f"; {self._answer(one)}" for one, _ in notice.answers[-1:])
        if notice.by_hand:
            last, at = self._deed(notice.by_hand[-1]), notice.by_hand[-1]["at"]
        return [
            self._name(notice),
            topic(self.words, notice.said["topic"]),
            str(notice.said["subject_version"]),
            self._channel(notice),
            last,
            self.at(at) if at else "",
        ]

    def notice(self, notice: Notice) -> None:
        """One notice: to whom, how it went, and in which words."""
        sheet, said = self.sheet, notice.said
        name = f"{self._name(notice)}: {topic(self.words, said['topic'])}, {said['subject_version']}"
        sheet.heading(name, 2)
        sheet.facts([*([] if notice.by_hand else self._sent_to(notice)), *self._about(notice)])
        sheet.ln(1)
        heads = (message("Entry"), message("When"), message("State"), message("Particulars"), message("Hash"))
        sheet.rows([self.say(head) for head in heads], self._steps(notice), (12, 32, 24, 46, 26))
        for bound in notice.bound:
            if bound["entry"]["detail"]["words_hash"] is not None and not notice.by_hand:
                self._words(bound["words"])

    def _sent_to(self, notice: Notice) -> list[tuple[str, str]]:
        personal, said = notice.personal or {}, notice.said
        role = self.say(_ROLES.get(said["role"], said["role"]))
        return [
            (self.say(message("Address")), personal.get("address") or self._erased()),
            (self.say(message("Channel")), self._channel(notice)),
            (self.say(message("Role")), f"{role}, {personal['acts_for']}" if personal.get("acts_for") else role),
            (self.say(message("Language")), said["language"]),
        ]

    def _about(self, notice: Notice) -> list[tuple[str, str]]:
        called = self.say(message("Task") if notice.by_hand else message("Notice"))
        return [(self.say(message("Recipient")), notice.said["recipient_id"]), (called, notice.notice_id)]

    def _steps(self, notice: Notice) -> Iterator[list[str]]:
        for bound in notice.bound:
            entry, short = bound["entry"], f"{bound['hash'][:16]}…"
            for change in entry["detail"]["changes"]:
                state = self._state(change["state"])
                yield [str(entry["number"]), self.at(change["at"]), state, self._particulars(change), short]
            if answer := entry["detail"]["answer"]:
                said = self._answer(answer["answer"])
                yield [str(entry["number"]), self.at(answer["received_at"]), said, answer["day"] or "", short]
            if deed := entry["detail"].get("by_hand"):
                said = self._deed(deed)
                yield [str(entry["number"]), self.at(deed["at"]), said, self._record(deed, bound), short]

    def _deed(self, deed: dict[str, Any]) -> str:
        if deed["what"] != "done":
            return self.say(message("to be done again"))
        return _NOTES.get(deed["note_code"], {}).get(self.reader.language, deed["note_code"])

    def _record(self, deed: dict[str, Any], bound: dict[str, Any]) -> str:
        """Whether the person knows by it, when they were told, and the record that shows it."""
        found = [self.say(message("knows of it") if deed["tells"] else message("does not know of it"))]
        found += [self.at(deed["told_at"])] if deed["told_at"] else []
        if bound["entry"]["detail"]["words_hash"] is not None:
            found.append(bound["words"]["document"] if bound["words"] else self._erased())
        return "; ".join(found if deed["what"] == "done" else found[1:])

    def _particulars(self, change: dict[str, Any]) -> str:
        found = [reason(self.words, change["reason"]), change["provider_reference"]]
        found += [f"{self.say(message('attempt'))} {change['attempt']}"] if change["attempt"] > 1 else []
        return "; ".join(one for one in found if one)

    def _words(self, words: dict[str, Any] | None) -> None:
        sheet = self.sheet
        if words is None:
            sheet.text_block(self._erased())
            return
        words = read(words)
        if words["text"] is None:
            sheet.text_block(self.say(message("This channel keeps no words.")), small=True)
        else:
            sheet.text_block(words["subject"] or "", bold=True, indent=5)
            sheet.text_block(words["text"], indent=5)
        sheet.text_block(f"{self.say(message('SHA-256 of what was handed over'))}: {words['sha256']}", small=True)

    def _channel(self, notice: Notice) -> str:
        if notice.by_hand:
            return self.say(message("by hand"))
        name = self.say(CHANNELS.get(notice.said["channel"], notice.said["channel"]))
        in_digest = self.say(message("in a digest"))
        return f"{name}, {in_digest}" if notice.digest_id else name

    def _name(self, notice: Notice) -> str:
        who = notice.said["recipient_id"]
        return str((notice.personal or {}).get("name") or self.names.get(who) or who[:8])

    def _state(self, code: str) -> str:
        return self.say(_STATES[code]) if code in _STATES else code

    def _erased(self) -> str:
        return self.say(message("erased"))

    def _answer(self, answer: str) -> str:
        return self.say(ANSWERS.get(answer, answer))

    def finished(self, document: bytes) -> bytes:
        self.sheet.put_in(f"notices-{self.proof.hearing_id}.json", document, self.say(message("Proof of notice")))
        return self.sheet.finished()

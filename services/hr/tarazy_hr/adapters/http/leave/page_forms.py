"""What is typed into the forms about leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import cast
from uuid import UUID

from tarazy_shared.contracts.staff import Half
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.words import Words

from tarazy_hr.adapters.tables.cells import CellError, read
from tarazy_hr.domain.leave.requests import EndLeave, RequestLeave
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.texts import reason

FIELDS = frozenset(
    {"leave_type", "first_on", "last_on", "first_half", "last_half", "substitute_id", "certificate", "note"}
)


@dataclass(slots=True)
class LeaveForm:
    """The fields of a form and what is wrong with them, in the reader's language."""

    given: Mapping[str, str]
    words: Words
    wrong: dict[str, str] = field(default_factory=dict)

    def form(self) -> Form:
        """For the template."""
        return Form(dict(self.given), self.wrong)

    def text(self, name: str) -> str | None:
        """A field without spaces at its ends; None for an empty one."""
        typed = self.given.get(name, "").strip()
        if len(typed) > 500:
            self.wrong[name] = self.words.gettext("At most 500 characters.")
            return None
        return typed or None

    def day(self, name: str, *, needed: bool = True) -> date | None:
        """A day as 2026-12-14 or 14.12.2026; None for an empty field or a wrong one."""
        typed = self.text(name)
        if typed is None:
            if needed:
                self.wrong.setdefault(name, self.words.gettext("This is needed."))
            return None
        try:
            return cast(date, read("day", typed))
        except CellError:
            self.wrong[name] = self.words.gettext("A day is written as 2026-12-01.")
            return None

    def half(self, name: str, usual: Half) -> Half:
        """A half-day."""
        typed = self.text(name)
        return "am" if typed == "am" else "pm" if typed == "pm" else usual

    def person(self, name: str) -> UUID | None:
        """Somebody chosen from a list; None for nobody."""
        typed = self.text(name)
        try:
            return UUID(typed) if typed else None
        except ValueError:
            self.wrong[name] = self.words.gettext("Choose one of the list.")
            return None

    def refuse(self, refusal: Refusal) -> None:
        """Take over why the domain says no, beside the field that it is about."""
        name = {"starts_at": "first_on", "ends_at": "last_on"}.get(refusal.field, refusal.field)
        known = name if name in FIELDS else "first_on"
        self.wrong[known] = reason(refusal.code, refusal.particulars, self.words.reader.language)

    def request(
        self, court_id: str, person_id: UUID, absence_id: UUID, *, recorded: frozenset[str]
    ) -> RequestLeave | None:
        """The command; None where something is wrong. Types in `recorded` need no approval."""
        code = self.text("leave_type") or ""
        is_recorded = code in recorded
        first, last = self.day("first_on"), self.day("last_on", needed=not is_recorded)
        halves = self.half("first_half", "am"), self.half("last_half", "pm")
        who, note, certificate = self.person("substitute_id"), self.text("note"), self.text("certificate")
        if self.wrong or first is None:
            return None
        return RequestLeave(
            court_id, person_id, absence_id, code, first, last, *halves, who, certificate, note, is_recorded
        )

    def end(self, court_id: str, person_id: UUID, absence_id: UUID) -> EndLeave | None:
        """The command that ends a leave; None where something is wrong."""
        last, half, note = self.day("last_on"), self.half("last_half", "pm"), self.text("note")
        return None if last is None or self.wrong else EndLeave(court_id, person_id, absence_id, last, half, note)

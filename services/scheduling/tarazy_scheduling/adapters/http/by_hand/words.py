"""What the board says: people, rooms and codes by their names, places and reasons in sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.words import Words

from tarazy_scheduling.adapters.http.duration_words import LEVELS
from tarazy_scheduling.domain.durations.learning import ADVISED, Learnt
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.hearing import Hearing, Placing, Sitting
from tarazy_scheduling.domain.telling.notices import BY_HAND
from tarazy_scheduling.domain.telling.people import PersonTold, Told

OPERATIONS: Mapping[str, str] = {
    "move": message("Move"),
    "swap": message("Exchange places"),
    "split": message("Split into sittings"),
    "merge": message("Sit in one go"),
    "fix": message("Fix in its place"),
    "unfix": message("Let it be moved again"),
    "vacate": message("Vacate"),
    "extend": message("Let it go on"),
    "undo": message("Undo the last change"),
}
DONE: Mapping[str, str] = {
    "move": message("The hearing has been moved."),
    "swap": message("The two hearings have exchanged their places."),
    "split": message("The hearing has been split into sittings."),
    "merge": message("The hearing sits in one go again."),
    "fix": message("The hearing stays where it is: nobody but a person moves it."),
    "unfix": message("The hearing may be moved again."),
    "vacate": message("The hearing does not take place. Everybody is told."),
    "extend": message("The hearing goes on. What was to begin meanwhile has moved."),
    "undo": message("The last change has been undone."),
}
ROLES: Mapping[str, str] = {
    "claimant": message("claimant"),
    "defendant": message("defendant"),
    "accused": message("accused"),
    "victim": message("victim"),
    "prosecutor": message("prosecutor"),
    "representative": message("representative"),
    "interpreter": message("interpreter"),
    "witness": message("witness"),
    "expert": message("expert"),
    "other": message("another participant"),
}
FIELDS: Mapping[str, str] = {
    "version": message("version"),
    "state": message("state"),
    "fixed": message("fixed"),
    "sittings": message("time and room"),
    "judges": message("judges"),
    "clerk": message("clerk"),
    "interpreters": message("interpreters"),
    "attendee_ids": message("participants"),
    "request_version": message("request"),
    "promised_from_on": message("promised from"),
    "promised_to_on": message("promised until"),
}
STATES: Mapping[str, str] = {
    "listed": message("listed"),
    "unlisted": message("without a place"),
    "cancelled": message("cancelled"),
    "held": message("held"),
    "adjourned": message("adjourned"),
    "not_held": message("not held"),
}
TOLD: Mapping[Told, str] = {
    "proved": message("provably told"),
    "told": message("told, without proof"),
    "not_yet": message("not told yet"),
    "failed": message("could not be told"),
}
TONES: Mapping[Told, str] = {"proved": "ok", "told": "warn", "not_yet": "warn", "failed": "bad"}


@dataclass(frozen=True, slots=True)
class BoardWords:
    """For one reader and one court."""

    reader: Reader
    catalogue: Mapping[str, Sequence[Mapping[str, Any]]]
    people: Mapping[UUID, str] = field(default_factory=dict)
    rooms: Mapping[UUID, str] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        return Words("tarazy_scheduling", self.reader)

    def say(self, text: str, **particulars: object) -> str:
        """A `message(…)`."""
        return self.words.gettext(text, **particulars)

    def person(self, person_id: UUID) -> str:
        return self.people.get(person_id) or str(person_id)[:8]

    def room(self, room_id: UUID) -> str:
        return self.rooms.get(room_id) or str(room_id)[:8]

    def code(self, section: str, code: str) -> str:
        """What the catalogue calls a code."""
        found = next((entry for entry in self.catalogue[section] if entry["code"] == code), None)
        return str(found["name"][self.reader.language]) if found else code

    def place(self, placing: Placing | None) -> str:
        """When and where, day by day; that it has no place, where it has none."""
        if placing is None:
            return self.say(message("no place"))
        return "; ".join(self._span(one) for one in placing.sittings)

    def _span(self, sitting: Sitting) -> str:
        reader, start = self.reader, sitting.starts_at
        clock = f"{reader.clock(start)}–{reader.clock(sitting.ends_at)}"
        return f"{reader.short_day(reader.local(start))} {clock}, {self.room(sitting.room_id)}"

    def why(self, code: str, refers_to: str | None, case: Case | None = None) -> str:
        """A reason in words: what, and who or which, without the names of parties."""
        section = "conflicts" if any(one["code"] == code for one in self.catalogue["conflicts"]) else "refusal_reasons"
        what, who = self.code(section, code), self._whom(refers_to, case)
        return f"{what}: {who}" if who else what

    def told(self, person: PersonTold, case: Case) -> tuple[str, str, str]:
        """Somebody without the name of a party, whether they were told, and the tone in which to say so."""
        party = next((one for one in case.parties if one.resource_id == person.recipient_id), None)
        who = self.people.get(person.recipient_id) or self.say(ROLES.get(party.role if party else "", ROLES["other"]))
        said = self.say(TOLD[person.state])
        if BY_HAND in person.channels:
            said = self.say(message("%(told)s, by the court's clerk"), told=said)
        if person.through:
            said = self.say(message("%(told)s, by a representative"), told=said)
        return who, said, TONES[person.state]

    def _whom(self, refers_to: str | None, case: Case | None) -> str:
        if not refers_to:
            return ""
        try:
            found = UUID(refers_to)
        except ValueError:
            return self._day_or_code(refers_to)
        party = next((one for one in case.parties if one.party_id == found), None) if case else None
        if party:
            return self.say(ROLES.get(party.role, ROLES["other"]))
        return self.people.get(found) or self.rooms.get(found) or ""

    def _day_or_code(self, text: str) -> str:
        try:
            return self.reader.day(date.fromisoformat(text[:10]))
        except ValueError:
            return self.code("room_features", text)

    def old_and_new(self, one: Mapping[str, Any]) -> tuple[str, str, str]:
        """A field that has changed: its name, what it was and what it is."""
        name = str(one["field"])
        return self.say(FIELDS[name]), self._value(name, one["old"]), self._value(name, one["new"])

    def _value(self, name: str, value: Any) -> str:
        if value in (None, []):
            return "—"
        match name:
            case "state":
                return self.say(STATES[value])
            case "fixed":
                return self.say(message("yes") if value else message("no"))
            case "sittings":
                return "; ".join(self._sitting(sitting) for sitting in value)
            case "judges" | "interpreters":
                return ", ".join(self.person(UUID(one)) for one in value)
            case "clerk":
                return self.person(UUID(value))
            case "promised_from_on" | "promised_to_on":
                return self.reader.day(date.fromisoformat(value))
            case "attendee_ids":
                return self.reader.number(len(value))
            case _:
                return str(value)

    def _sitting(self, sitting: Mapping[str, Any]) -> str:
        reader, start = self.reader, datetime.fromisoformat(sitting["starts_at"])
        return f"{reader.short_day(reader.local(start))} {reader.clock(start)}, {self.room(UUID(sitting['room_id']))}"

    def kind(self, hearing: Hearing) -> str:
        return self.code("hearing_types", hearing.request.hearing_type)

    def part(self, probability: float) -> Fraction:
        """A probability as pages say parts of a whole."""
        return Fraction(probability).limit_denominator(10_000)

    def expected(self, learnt: Learnt) -> str:
        """How long such hearings last, by the finest level that says enough; that it is asked alone where none does."""
        known = [one for one in learnt.seen if one.level == learnt.level]
        if not known or not learnt.quantiles:
            return self.say(message("as asked for: too few such hearings are over"))
        return self.say(
            message("half within %(half)s min, four of five within %(most)s min (%(level)s: %(n)s)"),
            half=self.reader.number(learnt.quantiles[0.5]),
            most=self.reader.number(learnt.quantiles[ADVISED]),
            level=LEVELS[learnt.level][self.reader.language],
            n=self.reader.number(known[0].durations),
        )

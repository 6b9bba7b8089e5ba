"""The form with which a session is planned or changed."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form

from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.tables.cells import CellError, read
from tarazy_hr.domain.education.commands import Change
from tarazy_hr.domain.education.facts import Part
from tarazy_hr.domain.education.session import Session

MOST_PARTS, MOST_TRAINERS = 100, 20
LINE = re.compile(r"\s*(\d[\d./-]+\d)\s+(\d\d?:\d\d)\s*[-–—]\s*(\d\d?:\d\d)\s*").fullmatch
PROGRAMME = Question(
    "programme", message("Programme"), "choice", message("The session keeps it as it stands today."), required=True
)
QUESTIONS = (
    Question(
        "parts",
        message("When"),
        "long",
        message("One part a line, such as 02.03.2027 09:00–13:00"),
        required=True,
        most=4_000,
    ),
    Question("places", message("Places"), "whole", required=True, size=6),
    Question("mode", message("How"), "choice", required=True),
    Question(
        "venue",
        message("Where"),
        "text",
        message("A room, or the address under which one takes part"),
        required=True,
        size=30,
    ),
    Question("enrol_until", message("Last day to enrol"), "day", DAY, required=True, size=12),
    Question(
        "trainers", message("Who teaches"), "several", message("Nobody, where the provider sends its own people.")
    ),
)


def about_session(visit: Visit, programmes: Mapping[str, str], people: Mapping[UUID, str]) -> About:
    """What can be chosen: programmes by code with their names, how it is held, and people who may teach."""
    modes = [("in_person", message("At a place")), ("online", message("On-line"))]
    options: dict[str, Sequence[tuple[str, str]]] = {
        "programme": sorted(programmes.items(), key=lambda one: one[1]),
        "mode": [(code, visit.words.gettext(words)) for code, words in modes],
        "trainers": [(str(who), name) for who, name in sorted(people.items(), key=lambda one: one[1])],
    }
    return About({"places": "20"}, options)


def typed_of(session: Session, zone: str) -> Form:
    """A session as it would be typed."""
    said = session.planned
    lines = []
    for part in said.parts:
        starts, ends = (at.astimezone(ZoneInfo(zone)) for at in (part.starts_at, part.ends_at))
        lines.append(f"{starts:%d.%m.%Y %H:%M}–{ends:%H:%M}")
    typed = {"parts": "\n".join(lines), "places": str(said.places), "mode": said.mode, "venue": said.venue}
    typed |= {f"trainers-{who}": "1" for who in said.trainers}
    return Form(typed | {"enrol_until": f"{said.enrol_until:%d.%m.%Y}"})


def session_typed(visit: Visit, questions: Sequence[Question], about: About) -> tuple[str, Change] | Form:
    """The programme (where it is asked) and what else the form says, or the form with what is wrong with it."""
    said = answers_of(visit, questions, about)
    wrong = dict(said.wrong) if isinstance(said, Form) else {}
    parts = times(visit.given.get("parts", ""), visit.court.zone)
    if parts is None and "parts" not in wrong:
        wrong["parts"] = visit.words.gettext(message("Give one part a line, such as 02.03.2027 09:00–13:00."))
    if wrong or isinstance(said, Form) or parts is None:
        order = [one.name for one in questions]
        return Form(visit.given, dict(sorted(wrong.items(), key=lambda one: order.index(one[0]))))
    trainers = tuple(UUID(code) for code in said["trainers"][:MOST_TRAINERS])
    change = Change(parts, said["places"], said["mode"], said["venue"], said["enrol_until"], trainers)
    return said.get("programme") or "", change


def times(text: str, zone: str) -> tuple[Part, ...] | None:
    """Lines of days and times in the court's zone; None where one of them is none."""
    parts = []
    for line in text.strip().splitlines()[: MOST_PARTS + 1]:
        found = LINE(line)
        try:
            if found is None:
                return None
            day = read("day", found[1])
            start, end = (time.fromisoformat(one.zfill(5)) for one in (found[2], found[3]))
        except (CellError, ValueError):
            return None
        if not isinstance(day, date):
            return None
        starts_at, ends_at = (datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC) for at in (start, end))
        parts.append(Part(starts_at, ends_at))
    return tuple(parts) if 0 < len(parts) <= MOST_PARTS else None

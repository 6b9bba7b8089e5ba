"""A whole court sent to the services: people to HR, its calendar and rooms to scheduling."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import httpx

from tarazy_local.importing.court_file import CourtFile
from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.installation import Installation, NoAnswerError, body_of, said
from tarazy_local.importing.patience import patience
from tarazy_local.importing.premises_sending import keep_premises, refused_premises
from tarazy_local.importing.report import Report, Tally, refused
from tarazy_local.importing.taking_over import until_known, until_taken_over

Tell = Callable[[str], None]
_READING = httpx.Timeout(120, read=3600)
"""HR takes a court as a whole, which may be a hundred thousand rows: asking again meanwhile would only add to it."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How a court is to be sent."""

    skip_bad_rows: bool = False
    dry_run: bool = False


async def send_court(installation: Installation, court: CourtFile, sending: Sending, tell: Tell) -> Report:
    """Send a court as it now stands; the same again changes nothing.

    Bad rows hold everything back unless they are to be skipped: scheduling is asked what it would refuse before HR
    records anything. Raises `UnreadableFile` when HR refuses the court itself, `NoAnswerError` when a service is
    away for long.
    """
    notes = [Finding("", "read", court.contents), *court.notes]
    if court.problems and not sending.skip_bad_rows:
        return refused(court.rows, court.problems, notes)
    known = await _is_known(installation, court.court_id)
    unlawful = await refused_premises(installation, court)
    held_back = bool(unlawful) and not sending.skip_bad_rows
    tell(f"Sending {court.court_id} with {len(court.people):,} people and {len(court.absences):,} absences to HR")
    staff = await _send_staff(installation, court, replace(sending, dry_run=sending.dry_run or held_back), tell)
    problems = [*court.problems, *staff.problems]
    rest = Tally(read=court.unread, skipped=court.unread)
    if held_back or staff.held_back:
        return refused(court.rows, [*problems, *unlawful], notes)
    if sending.dry_run:
        # Scheduling says only what it would refuse: of a known court the others count as read.
        count = (court.calendar is not None) + len(court.rooms) + len(court.draw_rules) + len(court.limits)
        skipped = len(unlawful)
        premises = Tally(read=count, new=0 if known else count - skipped, skipped=skipped)
        return Report(staff.tally + rest + premises, [*problems, *unlawful], notes, dry_run=True)
    await until_known(installation, court.court_id, tell)
    async with patience(f"Scheduling takes the rooms of {court.court_id}", tell):
        kept = await keep_premises(installation, court, tell, known=known)
    if (staff.tally.new or staff.tally.changed) and not await until_taken_over(installation, court.court_id, tell):
        notes.append(Finding("", "", "the other services are still reading of it, nothing is lost"))
    return Report(staff.tally + kept.tally + rest, [*problems, *kept.problems], notes)


@dataclass(frozen=True, slots=True)
class _Sent:
    tally: Tally
    problems: Sequence[Finding]
    held_back: bool


async def _is_known(installation: Installation, court_id: str) -> bool:
    answer = await installation.ask("hr", "GET", f"/courts/{court_id}")
    return answer.status_code == httpx.codes.OK


async def _send_staff(installation: Installation, court: CourtFile, sending: Sending, tell: Tell) -> _Sent:
    sections: dict[str, Any] = {
        "court": court.court,
        "people": court.people,
        "interests": court.interests,
        "norms": court.norms,
        "absences": court.absences,
    }
    async with patience(f"HR reads {court.court_id}", tell):
        answer = await installation.ask(
            "hr",
            "POST",
            f"/courts/{court.court_id}/import",
            params={"dry_run": _flag(sending.dry_run), "skip_bad_rows": _flag(sending.skip_bad_rows)},
            headers={"Content-Type": "application/json"},
            content=json.dumps(sections, ensure_ascii=False, default=list).encode(),
            timeout=_READING,
        )
    body = body_of(answer)
    if "imported" not in body:
        raise NoAnswerError(f"HR did not take the court: {said(answer)}.")
    problems = [_problem(court, error) for error in body["errors"]]
    if any(error["section"] == "court" or error["code"] == "unknown_court" for error in body["errors"]):
        raise UnreadableFile(*problems)
    tally = Tally(body["read"], body["new"], body["changed"], body["skipped"])
    held_back = not body["imported"] and (not sending.dry_run or (bool(problems) and not sending.skip_bad_rows))
    return _Sent(tally, problems, held_back)


def _problem(court: CourtFile, error: Mapping[str, Any]) -> Finding:
    section, row = str(error["section"]), int(error["row"])
    where = "court" if section == "court" else f"{section}[{row - 1}]"
    return Finding(court.sources.get(where, where), str(error["column"]), str(error["reason"]))


def _flag(value: bool) -> str:
    return "true" if value else "false"

"""Sending tables of staff to HR, which reads and judges them; and fetching them from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.installation import Installation, NoAnswerError, body_of, said
from tarazy_local.importing.patience import patience
from tarazy_local.importing.report import Report, Tally, refused

_READING = httpx.Timeout(120, read=3600)
"""HR takes the file as a whole: asking again meanwhile would only add to it."""
_WHOLE = 400


@dataclass(frozen=True, slots=True)
class StaffSending:
    """How a file is to be taken in."""

    court_id: str | None = None
    """Of rows that name none."""
    table: str | None = None
    skip_bad_rows: bool = False
    dry_run: bool = False


async def send_staff(
    installation: Installation, file: bytes, sending: StaffSending, tell: Callable[[str], None]
) -> Report:
    """Have HR take a file in; the same again changes nothing.

    Raises `UnreadableFile` when HR cannot read the file as a whole, `NoAnswerError` when it is away for long.
    """
    asked = {
        "court_id": sending.court_id,
        "table": sending.table,
        "dry_run": str(sending.dry_run).lower(),
        "skip_bad_rows": str(sending.skip_bad_rows).lower(),
    }
    async with patience("HR reads the file", tell):
        answer = await installation.ask(
            "hr",
            "POST",
            "/staff-tables/import",
            params={name: value for name, value in asked.items() if value is not None},
            headers={"Content-Type": "application/octet-stream"},
            content=file,
            timeout=_READING,
        )
    body = body_of(answer)
    if "imported" not in body:
        if _WHOLE <= answer.status_code < 500:
            raise UnreadableFile(*_errors(body) or [Finding("", "", said(answer))])
        raise NoAnswerError(f"HR did not take the file: {said(answer)}.")
    problems = [Finding(f"{one['section']} row {one['row']}", one["column"], one["reason"]) for one in body["errors"]]
    notes = [Finding(f"{one['section']} row {one['row']}", one["what"], _fields(one)) for one in body["changes"]]
    if not body["imported"] and not sending.dry_run:
        return refused(body["read"], problems)
    tally = Tally(body["read"], body["new"], body["changed"], body["skipped"])
    return Report(tally, problems, notes if sending.dry_run else (), dry_run=sending.dry_run)


async def fetch_staff(installation: Installation, court_id: str | None, table: str | None, file_format: str) -> bytes:
    """The tables of a court, or of all. Raises `NoAnswerError`."""
    asked = {"court_id": court_id, "table": table, "format": file_format}
    params = {name: value for name, value in asked.items() if value is not None}
    answer = await installation.ask("hr", "GET", "/staff-tables/export", params=params, timeout=_READING)
    if answer.status_code != httpx.codes.OK:
        raise NoAnswerError(f"HR did not give the tables: {said(answer)}.")
    return answer.content


def _errors(body: Mapping[str, Any]) -> list[Finding]:
    return [Finding(str(one.get("field", "")), "", str(one["reason"])) for one in body.get("errors") or ()]


def _fields(change: Mapping[str, Any]) -> str:
    """What would change, in one line."""
    return ", ".join(
        f"{one['field']} {one['after']}"
        if one["before"] is None
        else f"{one['field']} {one['before']} → {one['after']}"
        for one in change["fields"]
    )

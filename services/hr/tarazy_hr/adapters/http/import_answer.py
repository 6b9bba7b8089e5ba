"""What an import looks like from outside: its file, and what became of its rows."""

from typing import Any

from pydantic import BaseModel, Field

from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.app.importing import BadRow, Report
from tarazy_hr.domain.court import Language
from tarazy_hr.texts import TITLES, reason


class RowError(BaseModel):
    """What is wrong with one cell."""

    section: str = Field(examples=["people"])
    row: int = Field(description="Counts from 1 in its section, without the header line", examples=[3])
    column: str = Field(examples=["contacts[0].address"])
    code: str = Field(examples=["field_wrong"])
    reason: str


class ImportAnswer(BaseModel):
    """What was read and what became of it."""

    imported: bool = Field(description="False for a dry run, and when bad rows held everything back")
    read: int
    new: int
    changed: int
    skipped: int
    errors: list[RowError]


FILE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "description": "As in a court file; every section may be left out, unknown keys are ignored. "
                    "People carry person_id, interests interest_id, norms category, absences absence_id.",
                    "properties": {
                        "court": {"type": "object"},
                        "people": {"type": "array", "items": {"type": "object"}},
                        "interests": {"type": "array", "items": {"type": "object"}},
                        "norms": {"type": "array", "items": {"type": "object"}},
                        "absences": {"type": "array", "items": {"type": "object"}},
                    },
                },
                "example": {
                    "people": [
                        {
                            "person_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10",
                            "post_id": "0f8a4a7e-6a51-4b8e-8a0f-6f2f3f10d6a2",
                            "role": "judge",
                            "name": "Ахметова Айгүл Серікқызы",
                            "from_on": "2026-01-05",
                            "contacts": [{"channel": "email", "address": "judge@court.test"}],
                            "specialisms": ["juvenile"],
                        }
                    ]
                },
            },
            "text/csv": {
                "schema": {"type": "string"},
                "example": "person_id,post_id,role,name,from_on,languages,email,working_pattern,specialisms\n"
                "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10,0f8a4a7e-6a51-4b8e-8a0f-6f2f3f10d6a2,judge,"
                "Ахметова Айгүл Серікқызы,2026-01-05,kk;ru,judge@court.test,mon:am+pm;tue:am,juvenile\n",
            },
        },
    }
}
"""The body of the request, for the API's description."""


def answer(report: Report, language: Language, *, dry_run: bool) -> Answer:
    """200 for what was imported or only tried, 422 for what bad rows held back."""
    body = ImportAnswer(
        imported=report.imported,
        read=report.read,
        new=report.new,
        changed=report.changed,
        skipped=report.skipped,
        errors=[_error(bad, language) for bad in report.bad],
    ).model_dump()
    if report.imported or dry_run:
        return Answer(200, body)
    return Answer(422, {"type": "about:blank", "title": TITLES["bad_rows"][language], "status": 422} | body)


def _error(bad: BadRow, language: Language) -> RowError:
    words = bad.reason
    if bad.refusal is not None:
        words = reason(bad.refusal.code, bad.refusal.particulars, language)
    return RowError(section=bad.section, row=bad.row, column=bad.column, code=bad.code, reason=words or bad.code)

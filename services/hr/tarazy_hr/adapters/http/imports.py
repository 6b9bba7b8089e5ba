"""Importing people, interests, norms and absences of a court at once."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from tarazy_shared.problems import Refusal
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.answering import PROBLEMS, Desk, IdempotencyKey
from tarazy_hr.adapters.http.courts import CourtPath
from tarazy_hr.adapters.http.import_rows import UnreadableFileError, rows_of_csv, rows_of_json
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.app.importing import BadRow, Report, import_court
from tarazy_hr.domain.court import Language
from tarazy_hr.texts import TITLES, preferred_language, reason

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a court of 3,000 people with their histories has a fifth of that."""


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


_FILE: dict[str, Any] = {
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


def imports_router(desk: Desk, authorised: object) -> APIRouter:
    """Importing writes personal data: nothing without the token."""
    guard = Depends(authorised)  # type: ignore[arg-type]
    router = APIRouter(prefix="/courts/{court_id}", tags=["import"], dependencies=[guard], max_body_size=LARGEST_FILE)

    @router.post(
        "/import",
        response_model=ImportAnswer,
        openapi_extra=_FILE,
        responses={
            401: PROBLEMS[401],
            400: {"description": "The file as a whole cannot be read"},
            413: {"description": "Larger than 64 MiB"},
            415: {"description": "Neither JSON nor CSV"},
            422: {"description": "Bad rows, nothing was imported; a problem document with the fields of the answer"},
        },
    )
    async def import_file(
        request: Request,
        court_id: CourtPath,
        dry_run: Annotated[bool, Query(description="Only report what would be")] = False,
        skip_bad_rows: Annotated[bool, Query(description="Import the good rows of a file with bad ones")] = False,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Import a court file, or people from CSV. The same file again changes nothing; who is left out stays."""
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        readers = {"application/json": rows_of_json, "text/csv": rows_of_csv}
        if kind not in readers:
            raise Refusal(415, "An import is application/json or text/csv")
        try:
            rows = readers[kind](await request.body(), court_id)
        except UnreadableFileError as error:
            raise Refusal(400, f"The file cannot be read: {error}") from error
        language = preferred_language(request.headers.get("accept-language"))

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            report = await import_court(uow, court_id, rows, cause, dry_run=dry_run, skip_bad_rows=skip_bad_rows)
            return _answer(report, language, dry_run=dry_run)

        response = await desk.perform(request, perform)
        if response.status_code == 422:
            response.headers["content-type"] = "application/problem+json"
        return response

    return router


def _answer(report: Report, language: Language, *, dry_run: bool) -> Answer:
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

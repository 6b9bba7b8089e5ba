"""Importing people, interests, norms and absences of a court at once."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse
from tarazy_shared.problems import MEDIA_TYPE, Refusal
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.documenting import PROBLEM, guarded_router, problem
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.import_answer import FILE, ImportAnswer, answer
from tarazy_hr.adapters.http.import_rows import UnreadableFileError, rows_of_csv, rows_of_json
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.app.importing import import_court
from tarazy_hr.texts import preferred_language

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes; a court of 3,000 people with their histories has a fifth of that."""


def imports_router(desk: Desk, door: Door) -> APIRouter:
    """Importing a court."""
    router = guarded_router("/courts/{court_id}", "import", max_body_size=LARGEST_FILE)

    @router.post(
        "/import",
        response_model=ImportAnswer,
        openapi_extra=FILE,
        responses={
            400: problem("The file as a whole cannot be read", status=400),
            413: problem("The file is larger than 64 MiB", status=413),
            415: problem("An import is application/json or text/csv", status=415),
            422: {
                "description": "Bad rows, nothing was imported: a problem document with the fields of the answer",
                "content": {
                    MEDIA_TYPE: {"schema": {"anyOf": [PROBLEM, {"$ref": "#/components/schemas/ImportAnswer"}]}}
                },
            },
        },
        dependencies=[door.needs("import.run")],
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
            # In a thread: a large file takes seconds, and others ask meanwhile.
            rows = await asyncio.to_thread(readers[kind], await request.body(), court_id)
        except UnreadableFileError as error:
            raise Refusal(400, f"The file cannot be read: {error}") from error
        language = preferred_language(request.headers.get("accept-language"))

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            report = await import_court(uow, court_id, rows, cause, dry_run=dry_run, skip_bad_rows=skip_bad_rows)
            if report.imported:
                noted(
                    request, court_id, None, {"new": report.new, "changed": report.changed, "skipped": report.skipped}
                )
            else:
                noted_nothing(request)
            return answer(report, language, dry_run=dry_run)

        response = await desk.perform(request, perform)
        if response.status_code == 422:
            response.headers["content-type"] = MEDIA_TYPE
        return response

    return router

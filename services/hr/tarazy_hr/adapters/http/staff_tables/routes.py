"""Tables of staff over HTTP: `POST /staff-tables/import` and `GET /staff-tables/export`."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response
from tarazy_shared.contracts.fields import CourtId
from tarazy_shared.problems import MEDIA_TYPE, FieldError, Refusal
from tarazy_shared.trail import noted, noted_nothing
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.addresses import KnownAt
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.documenting import PROBLEM, guarded_router, problem
from tarazy_hr.adapters.http.door import Door, asking_of, must
from tarazy_hr.adapters.http.staff_tables.answer import TablesAnswer, tables_answer
from tarazy_hr.adapters.http.staff_tables.exporting import XLSX, Format, exported
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.tables.columns import TABLES, Table
from tarazy_hr.adapters.tables.rows import rows_of_file
from tarazy_hr.adapters.tables.sheet import UnreadableTableError
from tarazy_hr.app.staff_tables.importing import TablesReport, import_tables
from tarazy_hr.app.staff_tables.row import TableRow
from tarazy_hr.domain.access.deciding import may_in
from tarazy_hr.texts import TITLES, preferred_language, reason

LARGEST_FILE = 32 * 1024 * 1024
"""Bytes; 33,000 rows are a tenth of that."""

OfTable = Annotated[Table | None, Query(description="The table of a CSV file; by default the one whose columns it has")]
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            XLSX: {"schema": {"type": "string", "format": "binary"}, "example": "sheets named like the tables"},
            "text/csv": {
                "schema": {"type": "string"},
                "example": "court_id;post;person_id;from_on;to_on\nkz-almaty-1;12;17;05.01.2026;\n",
            },
        },
    }
}


def staff_tables_router(desk: Desk, door: Door) -> APIRouter:
    """Tables of staff."""
    router = guarded_router("/staff-tables", "import", max_body_size=LARGEST_FILE)

    @router.post(
        "/import",
        response_model=TablesAnswer,
        openapi_extra=_BODY,
        dependencies=[door.needs("import.run")],
        responses={
            400: problem("The file as a whole cannot be read", status=400),
            413: problem("The file is larger than 32 MiB", status=413),
            422: {
                "description": "Bad rows, nothing was imported: a problem document with the fields of the answer",
                "content": {
                    MEDIA_TYPE: {"schema": {"anyOf": [PROBLEM, {"$ref": "#/components/schemas/TablesAnswer"}]}}
                },
            },
        },
    )
    async def import_tables_of_staff(
        request: Request,
        court_id: Annotated[CourtId | None, Query(description="The court of rows that name none")] = None,
        table: OfTable = None,
        dry_run: Annotated[bool, Query(description="Only report what would be")] = False,
        skip_bad_rows: Annotated[bool, Query(description="Take the good rows of a file with bad ones")] = False,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take courts, posts, people, appointments and authorisations in from XLSX or CSV; see docs/hr.md.

        The same file again changes nothing; who is left out stays.
        """
        if court_id is not None:
            must(request, court_id)
        found = await read_tables(request, await request.body(), table)
        language = preferred_language(request.headers.get("accept-language"))

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            report = await take_in(
                uow, request, found, cause, court_id=court_id, dry_run=dry_run, skip_bad_rows=skip_bad_rows
            )
            body = tables_answer(report, language).model_dump()
            if report.imported or dry_run:
                return Answer(200, body)
            return Answer(422, {"type": "about:blank", "title": TITLES["bad_rows"][language], "status": 422} | body)

        response = await desk.perform(request, perform)
        if response.status_code == 422:
            response.headers["content-type"] = MEDIA_TYPE
        return response

    @router.get(
        "/export",
        dependencies=[door.needs("import.run")],
        response_class=Response,
        responses={200: {"content": {XLSX: {}, "text/csv": {}}, "description": "The file"}},
    )
    async def export_tables_of_staff(
        request: Request,
        court_id: Annotated[CourtId | None, Query(description="Only this court")] = None,
        table: OfTable = None,
        file_format: Annotated[Format, Query(alias="format")] = "xlsx",
        known_at: KnownAt = None,
    ) -> Response:
        """The tables as an import takes them in again without changing anything: all in XLSX, one in CSV."""
        if file_format == "csv" and table is None:
            error = FieldError("table", "field_missing", f"A CSV file holds one of {', '.join(TABLES)}: say which")
            raise Refusal(422, "The request has wrong fields", [error])
        if court_id is not None:
            must(request, court_id)
        at = known_at or queries.STANDING
        language = preferred_language(request.headers.get("accept-language"))
        own = may_in(asking_of(request).who, "import.run")
        async with desk.work.pool.acquire() as connection:
            courts = [
                fact.court
                for fact in await queries.courts(connection, at)
                if court_id in (None, fact.court.court_id) and (own is None or fact.court.court_id in own)
            ]
            wanted = table if file_format == "csv" else None
            return await exported(connection, at, courts, language, wanted)

    return router


async def read_tables(request: Request, body: bytes, table: Table | None) -> list[TableRow]:
    """The rows of a file, in a thread: a large one takes a second, and others ask meanwhile."""
    try:
        return await asyncio.to_thread(rows_of_file, body, table)
    except UnreadableTableError as error:
        language = preferred_language(request.headers.get("accept-language"))
        refusal = error.refusal
        words = reason(refusal.code, refusal.particulars, language)
        errors = [FieldError(refusal.field, refusal.code, words)]
        raise Refusal(400, TITLES["file_unreadable"][language], errors) from error


async def take_in(
    uow: UnitOfWork,
    request: Request,
    found: list[TableRow],
    cause: Cause,
    *,
    court_id: str | None,
    dry_run: bool,
    skip_bad_rows: bool,
) -> TablesReport:
    """Take rows in for whoever asks, in their courts alone, and note it in the trail of each court."""
    own = may_in(asking_of(request).who, "import.run")
    report = await import_tables(
        uow, found, cause, court_id=court_id, allowed=own, dry_run=dry_run, skip_bad_rows=skip_bad_rows
    )
    noted_nothing(request)
    if report.imported and report.changes:
        counts = {"new": report.new, "changed": report.changed, "skipped": report.skipped}
        for court in report.courts:
            noted(request, court, None, counts)
    return report

"""Tables of an office taken in by hand: looked at first, with what is wrong beside each row, then confirmed."""

import asyncio
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import MOST_UPLOADED, Form
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries, uploads
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.establishment.pages.showing import section_router, show
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.adapters.http.staff_tables.answer import RowChange, row_change
from tarazy_hr.adapters.http.staff_tables.exporting import exported
from tarazy_hr.adapters.http.staff_tables.routes import take_in
from tarazy_hr.adapters.tables.columns import TABLES, Table
from tarazy_hr.adapters.tables.export import column_title, sheet_name
from tarazy_hr.adapters.tables.rows import rows_of_file
from tarazy_hr.adapters.tables.sheet import UnreadableTableError
from tarazy_hr.app.carrying_out import REFUSED_BY_DATABASE
from tarazy_hr.app.staff_tables.importing import TablesReport
from tarazy_hr.app.staff_tables.row import TableRow
from tarazy_hr.texts import reason

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class WrongRow:
    """A row with what is wrong in it."""

    table: str
    line: int
    said: str
    """Its cells, as far as they were understood."""
    why: list[tuple[str, str]]
    """Column and words."""


def tables_pages(desk: Desk, front: Front) -> APIRouter:
    """Uploading and downloading."""
    router = section_router()

    @router.get("/tables", response_model=None)
    async def tables_page(visit: Annotated[Visit, front.visits("import.run")]) -> Response:
        return page(visit, Form())

    @router.post("/tables", response_model=None)
    async def look(visit: Annotated[Visit, front.sent("import.run")]) -> Response:
        """Say what a file would change."""
        content = _uploaded(visit)
        if isinstance(content, Form):
            return page(visit, content, status=422)
        upload_id = uuid7(desk.work.clock())
        return await _try(desk, visit, content, upload_id, dry_run=True)

    @router.post("/tables/confirm", response_model=None)
    async def confirm(visit: Annotated[Visit, front.sent("import.run")]) -> Response:
        """Take in what was looked at."""
        upload_id = _id(visit.given.get("upload_id", ""))
        content = None
        if upload_id is not None:
            async with desk.work.pool.acquire() as connection:
                content = await uploads.read(connection, upload_id, visit.court.court_id, visit.who.subject)
        if upload_id is None or content is None:
            words = visit.words.gettext(message("The file is not kept any more: choose it again."))
            return page(visit, Form(visit.given, {"file": words}), status=422)
        return await _try(desk, visit, content, upload_id, dry_run=False)

    @router.get("/tables/export", response_model=None)
    async def export(visit: Annotated[Visit, front.visits("import.run")], table: str = "") -> Response:
        """The tables of the court as a workbook, or one as CSV."""
        chosen: Table | None = next((one for one in TABLES if one == table), None)
        async with desk.work.pool.acquire() as connection:
            return await exported(connection, queries.STANDING, [visit.court], visit.reader.language, chosen)

    return router


def page(
    visit: Visit,
    form: Form,
    *,
    status: int = 200,
    report: TablesReport | None = None,
    wrong: list[WrongRow] | None = None,
    changes: list[tuple[RowChange, str]] | None = None,
    upload_id: UUID | None = None,
) -> HTMLResponse:
    """The form, and what became or would become of a file."""
    language = visit.reader.language
    return show(
        visit,
        "establishment_tables.html",
        status=status,
        form=form,
        tables=[(table, sheet_name(table, language)) for table in TABLES],
        title=lambda table, name: column_title(table, name, language),
        sheets={table: sheet_name(table, language) for table in TABLES},
        report=report,
        wrong=(wrong or [])[:MOST_SHOWN],
        more_wrong=max(0, len(wrong or []) - MOST_SHOWN),
        changes=(changes or [])[:MOST_SHOWN],
        upload_id=upload_id,
        skip="skip_bad_rows" in visit.given,
        table=visit.given.get("table", ""),
    )


async def _try(desk: Desk, visit: Visit, content: bytes, upload_id: UUID, *, dry_run: bool) -> HTMLResponse:
    """Take a file in, or say what it would change and keep it until that is confirmed."""
    chosen: Table | None = next((one for one in TABLES if one == visit.given.get("table")), None)
    try:
        found = await asyncio.to_thread(rows_of_file, content, chosen)
    except UnreadableTableError as error:
        words = reason(error.refusal.code, error.refusal.particulars, visit.reader.language)
        sheet = f"{error.refusal.field}: " if error.refusal.field else ""
        return page(visit, Form(visit.given, {"file": sheet + words}), status=422)

    async def act(uow: UnitOfWork, cause: Cause) -> TablesReport:
        report = await take_in(
            uow,
            visit.request,
            found,
            cause,
            court_id=visit.court.court_id,
            dry_run=dry_run,
            skip_bad_rows="skip_bad_rows" in visit.given,
        )
        if dry_run:
            court_id, subject = visit.court.court_id, visit.who.subject
            await uploads.keep(uow.connection, upload_id, court_id, subject, content, uow.now)
        elif report.imported:
            await uploads.drop(uow.connection, upload_id)
        return report

    try:
        report = await desk.within(visit.request, act)
    except REFUSED_BY_DATABASE:
        words = visit.words.gettext(message("Somebody else has changed the same meanwhile: look at the file again."))
        return page(visit, Form(visit.given, {"file": words}), status=409)
    return page(
        visit,
        Form(visit.given),
        report=report,
        wrong=_wrong(visit, report, found),
        changes=_changes(report, found),
        upload_id=None if report.imported else upload_id,
    )


def _uploaded(visit: Visit) -> bytes | Form:
    """The file of the form, or the form with why there is none."""
    content: bytes = getattr(visit.request.state, "uploaded", {}).get("file", b"")
    if not content:
        return Form(visit.given, {"file": visit.words.gettext(message("Choose a file."))})
    if len(content) > MOST_UPLOADED:
        return Form(visit.given, {"file": visit.words.gettext(message("The file is larger than 16 MiB."))})
    return content


def _wrong(visit: Visit, report: TablesReport, found: list[TableRow]) -> list[WrongRow]:
    rows = {(row.table, row.line): row for row in found}
    by_row: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for bad in report.bad:
        words = reason(bad.refusal.code, bad.refusal.particulars, visit.reader.language)
        by_row.setdefault((bad.table, bad.line), []).append((bad.refusal.field, words))
    return [WrongRow(table, line, _said(rows[table, line]), why) for (table, line), why in by_row.items()]


def _changes(report: TablesReport, found: list[TableRow]) -> list[tuple[RowChange, str]]:
    """What becomes of rows, with what they say."""
    rows = {(row.table, row.line): row for row in found}
    return [(row_change(one), _said(rows[one.table, one.line])) for one in report.changes[:MOST_SHOWN]]


def _said(row: TableRow) -> str:
    cells = [f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value) for value in row.given.values() if value]
    return " · ".join(cells)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None

"""The file of an export."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from fastapi.responses import Response
from tarazy_shared.database import Connection

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.staff_reading import authorisations, tenures
from tarazy_hr.adapters.tables.columns import Table
from tarazy_hr.adapters.tables.export import Tables, all_sheets, header, rows
from tarazy_hr.adapters.tables.writing import csv_of, workbook_of
from tarazy_hr.domain.court import Court, Language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Format = Literal["xlsx", "csv"]


async def exported(
    connection: Connection, at: datetime, courts: Sequence[Court], language: Language, table: Table | None
) -> Response:
    """One table of some courts as CSV, or all tables as a workbook."""
    ids = [court.court_id for court in courts]
    posts = [fact.post for each in ids for fact in await queries.posts(connection, at, each)]
    tables = Tables(courts, posts, await tenures(connection, at, ids), await authorisations(connection, at, ids))
    name = f"{ids[0] if len(ids) == 1 else 'staff'}-{table or 'tables'}"
    if table is not None:
        return _file(csv_of(header(table, language), rows(table, tables)), "text/csv; charset=utf-8", f"{name}.csv")
    return _file(await asyncio.to_thread(workbook_of, all_sheets(tables, language)), XLSX, f"{name}.xlsx")


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

"""What became of the rows of a file, in words."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, Field

from tarazy_hr.adapters.http.import_answer import ImportAnswer, RowError
from tarazy_hr.adapters.stored_facts import columns
from tarazy_hr.app.staff_tables.importing import BadCell, Change, TablesReport
from tarazy_hr.domain.court import Language
from tarazy_hr.domain.court_book import Fact
from tarazy_hr.texts import reason

MOST_SHOWN = 1000
_OF_RECORD = frozenset({"what", "version", "tenure", "listed"})


class FieldChange(BaseModel):
    """One field that changes."""

    field: str = Field(examples=["to_on"])
    before: str | None
    after: str | None


class RowChange(BaseModel):
    """What becomes of a row that changes something."""

    section: str = Field(examples=["appointments"])
    row: int
    what: str = Field(examples=["changed"], description="`new` or `changed`")
    fields: list[FieldChange] = Field(description="What changes; for something new, what it is")


class TablesAnswer(ImportAnswer):
    """What was read and what became of it. `errors` count rows as the spreadsheet does: the header is row 1."""

    changes: list[RowChange] = Field(description=f"The first {MOST_SHOWN} rows that change something")


def tables_answer(report: TablesReport, language: Language) -> TablesAnswer:
    """The report on a file."""
    return TablesAnswer(
        imported=report.imported,
        read=report.read,
        new=report.new,
        changed=report.changed,
        skipped=report.skipped,
        errors=[row_error(bad, language) for bad in report.bad],
        changes=[row_change(change) for change in report.changes[:MOST_SHOWN]],
    )


def row_error(bad: BadCell, language: Language) -> RowError:
    """What is wrong with a cell."""
    refusal = bad.refusal
    words = reason(refusal.code, refusal.particulars, language)
    return RowError(section=bad.table, row=bad.line, column=refusal.field, code=refusal.code, reason=words)


def row_change(change: Change) -> RowChange:
    """What becomes of a row."""
    fields = [
        field for fact, before in zip(change.facts, change.before, strict=True) for field in _fields(before, fact)
    ]
    return RowChange(section=change.table, row=change.line, what="new" if change.is_new else "changed", fields=fields)


def _fields(before: Fact | None, after: Fact) -> Iterator[FieldChange]:
    stood: dict[str, Any] = columns(before) if before else {}
    for name, value in columns(after).items():
        if name not in _OF_RECORD and value != stood.get(name):
            yield FieldChange(field=name, before=_text(stood.get(name)), after=_text(value))


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, list | tuple):
        return ", ".join(str(part.get("address", part)) if isinstance(part, dict) else str(part) for part in value)
    if isinstance(value, dict):
        return "; ".join(f"{name}: {part}" for name, part in value.items())
    return str(value)

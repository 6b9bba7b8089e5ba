"""Importing a court from a file: row by row through the same decisions as single commands, recorded at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.book_reading import open_book
from tarazy_hr.app.carrying_out import enter
from tarazy_hr.app.touched import touched_by
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.court import CourtFact
from tarazy_hr.domain.court_book import Fact
from tarazy_hr.domain.deciding import Command, decide
from tarazy_hr.domain.interest import InterestFact
from tarazy_hr.domain.norm import NormFact
from tarazy_hr.domain.refusal import Refusal, conflict

Section = Literal["court", "people", "interests", "norms", "absences"]
SECTIONS: tuple[Section, ...] = ("court", "people", "interests", "norms", "absences")
"""In the order in which they are imported: who is absent must be in post first."""

ROWS_AT_A_TIME = 200
"""Rows after which others may have their turn: a court of a hundred thousand rows takes a while to decide."""

_PRIMARY: dict[Section, type[Fact]] = {
    "court": CourtFact,
    "people": AppointmentFact,
    "interests": InterestFact,
    "norms": NormFact,
    "absences": AbsenceFact,
}


@dataclass(frozen=True, slots=True)
class BadRow:
    """Why a row was not imported. Rows count from 1 in their section."""

    section: Section
    row: int
    column: str
    code: str
    reason: str | None = None
    """Words for a wrong form; a refusal of the domain is put into words at the edge."""
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a command, or what is wrong with its form."""

    section: Section
    number: int
    key: str
    """What it is about; a second row about the same is refused."""
    command: Command | None
    wrong: tuple[BadRow, ...] = ()


@dataclass(slots=True)
class Report:
    """What an import read and did; `read` is the sum of new, changed, skipped and unchanged."""

    read: int = 0
    new: int = 0
    changed: int = 0
    skipped: int = 0
    bad: list[BadRow] = field(default_factory=list)
    imported: bool = False
    """False when it was a dry run, or when bad rows held everything back."""

    @property
    def court_refused(self) -> bool:
        """The court itself is wrong, so nothing else can be imported whatever was asked."""
        return any(
            row.section == "court" or (row.column == "court_id" and row.code == "unknown_court") for row in self.bad
        )


async def import_court(
    uow: UnitOfWork, court_id: str, rows: Sequence[Row], cause: Cause, *, dry_run: bool, skip_bad_rows: bool
) -> Report:
    """Import rows into one court. A bad row holds everything back unless `skip_bad_rows`; a dry run only reports.

    Rows are decided against what stands and against the rows before them.
    """
    ordered = sorted(rows, key=lambda row: SECTIONS.index(row.section))
    book = await open_book(uow.connection, court_id, touched_by(row.command for row in rows if row.command))
    report = Report()
    seen: dict[tuple[str, str], int] = {}
    facts: list[Fact] = []
    for row in ordered:
        report.read += 1
        if report.read % ROWS_AT_A_TIME == 0:
            await asyncio.sleep(0)
        first = seen.setdefault((row.section, row.key), row.number)
        if row.command is None:
            bad = row.wrong
        elif first != row.number:
            bad = (_refused(row, conflict("", "row_repeated", row=first)),)
        else:
            decision = decide(book, row.command, uow.now)
            if not isinstance(decision, Refusal):
                book.enter(decision)
                facts += decision
                _count(report, row.section, decision)
                continue
            bad = (_refused(row, decision),)
        report.skipped += 1
        report.bad += bad
    if dry_run or report.court_refused or (report.bad and not skip_bad_rows):
        return report
    await enter(uow, tuple(facts), cause)
    report.imported = True
    return report


def _count(report: Report, section: Section, facts: Sequence[Fact]) -> None:
    if any(isinstance(fact, _PRIMARY[section]) and fact.version == 1 for fact in facts):
        report.new += 1
    elif facts:
        report.changed += 1


def _refused(row: Row, refusal: Refusal) -> BadRow:
    return BadRow(row.section, row.number, refusal.field, refusal.code, refusal=refusal)

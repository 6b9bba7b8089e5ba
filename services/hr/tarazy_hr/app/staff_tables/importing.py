"""Taking tables in: row by row through the same decisions as single commands, all courts in one transaction."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.book_reading import open_book
from tarazy_hr.adapters.staff_reading import courts_of_people, posts_of_court
from tarazy_hr.app.carrying_out import enter
from tarazy_hr.app.staff_tables.commands_of_rows import command_of, describing, post_of
from tarazy_hr.app.staff_tables.known import Known, is_id, person_id
from tarazy_hr.app.staff_tables.row import TableRow
from tarazy_hr.app.touched import Touched
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.court import CourtFact
from tarazy_hr.domain.court_book import CourtBook, Fact
from tarazy_hr.domain.deciding import Command, decide
from tarazy_hr.domain.post import PostFact
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong

ROWS_AT_A_TIME = 200
"""Rows after which others may have their turn."""
MOST_ROUNDS = 10
"""How often rows are tried that what comes after them may make possible: who leaves a post and who follows."""
ORDER = ("courts", "posts", "appointments", "people", "authorisations")


@dataclass(frozen=True, slots=True)
class BadCell:
    """Why a row was not taken: its table, the line of the file, the column (empty: the row as a whole), the rule."""

    table: str
    line: int
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Change:
    """What became, or would become, of a row."""

    table: str
    line: int
    is_new: bool
    facts: tuple[Fact, ...]
    before: tuple[Fact | None, ...] = ()
    """What stood before each of the facts."""


@dataclass(slots=True)
class TablesReport:
    """What was read and what became of it; rows that are not new, changed or skipped stood already."""

    read: int = 0
    skipped: int = 0
    bad: list[BadCell] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    courts: Sequence[str] = ()
    imported: bool = False
    """False for a dry run, and when bad rows held everything back."""

    @property
    def new(self) -> int:
        """Rows about something that was not recorded before."""
        return sum(change.is_new for change in self.changes)

    @property
    def changed(self) -> int:
        """Rows about something that is recorded otherwise now."""
        return len(self.changes) - self.new


@dataclass(slots=True)
class _Work:
    """The import under way."""

    known: Known
    now: datetime
    report: TablesReport
    facts: list[Fact] = field(default_factory=list)
    strangers: set[tuple[str, UUID]] = field(default_factory=set)
    """People who had no appointment in a court when the import began."""


async def import_tables(
    uow: UnitOfWork,
    rows: Sequence[TableRow],
    cause: Cause,
    *,
    court_id: str | None = None,
    allowed: Collection[str] | None = None,
    dry_run: bool = False,
    skip_bad_rows: bool = False,
) -> TablesReport:
    """Take rows in. A bad row holds everything back unless `skip_bad_rows`; a dry run only reports.

    `court_id` is the court of rows that name none; `allowed` are the courts that may be changed (None: all). Raises
    `REFUSED_BY_DATABASE` where the database refuses what nothing here foresaw.
    """
    report = TablesReport(read=len(rows))
    good = _well_formed([(row, _court_of(row, court_id)) for row in rows], allowed, report)
    known = await _open(uow, good)
    work = _Work(known, uow.now, report, strangers=_strangers(good, known))
    await _decide_all(work, _once_each(good, known, report))
    report.skipped = len({(bad.table, bad.line) for bad in report.bad})
    report.bad.sort(key=lambda bad: (ORDER.index(bad.table), bad.line))
    report.courts = sorted(known.books)
    if dry_run or (report.bad and not skip_bad_rows):
        return report
    await enter(uow, tuple(work.facts), cause)
    report.imported = True
    return report


Placed = tuple[TableRow, str]
"""A row and its court; of people whose ids hold everywhere the court may be empty."""


def _court_of(row: TableRow, court_id: str | None) -> str:
    said = row.given.get("court_id")
    if said is None and row.table == "people" and is_id(str(row.given.get("person_id"))):
        return ""
    return str(said or court_id or "")


def _well_formed(rows: Iterable[Placed], allowed: Collection[str] | None, report: TablesReport) -> list[Placed]:
    good = []
    for row, court in rows:
        errors = list(row.wrong)
        if not court and row.table != "people":
            errors.append(wrong("court_id", "court_missing"))
        if not court and row.table == "people" and not is_id(str(row.given.get("person_id"))):
            errors.append(wrong("court_id", "court_missing"))
        if court and allowed is not None and court not in allowed:
            errors.append(conflict("court_id", "court_of_others", court=court))
        if errors:
            report.bad += [BadCell(row.table, row.line, error) for error in errors]
        else:
            good.append((row, court))
    return good


async def _open(uow: UnitOfWork, rows: Sequence[Placed]) -> Known:
    """Lock the courts in their order, so that two imports never wait for each other, and read what rows are about."""
    known = Known()
    people: dict[str, set[UUID]] = {court: set() for _, court in rows if court}
    posts: dict[str, set[UUID]] = {court: set() for court in people}
    anywhere: set[UUID] = set()
    for row, court in rows:
        if row.given.get("post_id") is not None:
            posts[court].add(UUID(int=row.given["post_id"].int))
        if "person_id" not in row.given:
            continue
        who = person_id(court, row.given["person_id"])
        (people[court] if court else anywhere).add(who)
        if row.table == "people":
            known.names[court, who] = row
    for court, who in await courts_of_people(uow.connection, list(anywhere)):
        people.setdefault(court, set()).add(who)
    for court in sorted(people):
        listed = await posts_of_court(uow.connection, court)
        touched = Touched(people=frozenset(people[court]), posts=frozenset(listed).union(posts.get(court, ())))
        known.books[court] = await open_book(uow.connection, court, touched)
        known.number(known.books[court].posts.values())
    return known


def _strangers(rows: Sequence[Placed], known: Known) -> set[tuple[str, UUID]]:
    found = {(court, person_id(court, row.given["person_id"])) for row, court in rows if row.table == "appointments"}
    return {(court, who) for court, who in found if not known.books[court].person(who).tenures}


def _once_each(rows: Sequence[Placed], known: Known, report: TablesReport) -> list[Placed]:
    """Rows about things that no other row is about: of two it is not known which is meant."""
    about: dict[tuple[object, ...], list[Placed]] = {}
    for row, court in rows:
        about.setdefault(_about(row, court, known), []).append((row, court))
    single = []
    for same in about.values():
        if len(same) == 1:
            single += same
            continue
        lines = ", ".join(str(row.line) for row, _ in same)
        for row, _ in same:
            report.bad.append(BadCell(row.table, row.line, conflict(_key_column(row), "rows_about_one", rows=lines)))
    return single


def _about(row: TableRow, court: str, known: Known) -> tuple[object, ...]:
    given = row.given
    match row.table:
        case "courts":
            return row.table, court
        case "posts":
            post_id = post_of(given, "number", court, known, may_be_new=True)
            return row.table, court, row.line if isinstance(post_id, Refusal) else post_id
        case "people":
            return row.table, court, person_id(court, given["person_id"])
        case "appointments":
            return row.table, court, person_id(court, given["person_id"]), given["from_on"]
        case _:
            return row.table, court, person_id(court, given["person_id"]), given["specialism"], given["from_on"]


def _key_column(row: TableRow) -> str:
    if row.table == "courts":
        return "court_id"
    if row.table == "posts":
        return "number" if row.given.get("post_id") is None else "post_id"
    return "person_id"


def _in_order(placed: Placed) -> tuple[object, ...]:
    row, court = placed
    return ORDER.index(row.table), court, str(row.given.get("person_id")), row.given.get("from_on") or date.min


async def _decide_all(work: _Work, rows: Sequence[Placed]) -> None:
    """Decide the rows, and those again that were refused as long as others bring something about."""
    pending = sorted(rows, key=_in_order)
    decided = 0
    for _ in range(MOST_ROUNDS):
        refused: list[tuple[Placed, Refusal]] = []
        before = len(work.report.changes)
        for placed in pending:
            decided += 1
            if decided % ROWS_AT_A_TIME == 0:
                await asyncio.sleep(0)
            if refusal := _decide(work, *placed):
                refused.append((placed, refusal))
        pending = [placed for placed, _ in refused]
        if not pending or len(work.report.changes) == before:
            break
    for (row, _), refusal in refused:
        work.report.bad.append(BadCell(row.table, row.line, _of_table(row, refusal)))


def _decide(work: _Work, row: TableRow, court: str) -> Refusal | None:
    if row.table == "people":
        return _describe(work, row, court)
    command = command_of(row, court, work.known)
    return command if isinstance(command, Refusal) else _carry_out(work, row, [(court, command)])


def _describe(work: _Work, row: TableRow, court: str) -> Refusal | None:
    """Somebody is described in each court in which they have an appointment."""
    who = person_id(court, row.given["person_id"])
    courts = [each for each, book in work.known.books.items() if court in ("", each) and book.person(who).tenures]
    if not courts:
        return unknown("person_id", "person_without_appointment", who)
    is_new = all((each, who) in work.strangers for each in courts)
    return _carry_out(work, row, [(each, describing(row.given, each, who)) for each in courts], is_new=is_new)


def _carry_out(
    work: _Work, row: TableRow, commands: Sequence[tuple[str, Command]], *, is_new: bool = False
) -> Refusal | None:
    done: list[Fact] = []
    before: list[Fact | None] = []
    for court, command in commands:
        book = work.known.books[court]
        decision = decide(book, command, work.now)
        if isinstance(decision, Refusal):
            return decision
        before += [_standing(book, fact) for fact in decision]
        book.enter(decision)
        work.known.number(fact for fact in decision if isinstance(fact, PostFact))
        done += decision
    work.facts += done
    if done or is_new:
        is_first = is_new or before[0] is None
        work.report.changes.append(Change(row.table, row.line, is_first, tuple(done), tuple(before)))
    return None


def _standing(book: CourtBook, fact: Fact) -> Fact | None:
    """What a fact takes the place of."""
    match fact:
        case CourtFact():
            return book.court
        case PostFact():
            return book.posts.get(fact.post.post_id)
        case AppointmentFact():
            tenures = book.person(fact.appointment.person_id).tenures
            return next((one for one in tenures if one.tenure == fact.tenure), None)
        case AuthorisationFact():
            given = fact.authorisation
            return next(
                (
                    one
                    for one in book.person(given.person_id).authorisations
                    if (one.authorisation.specialism, one.authorisation.from_on) == (given.specialism, given.from_on)
                ),
                None,
            )
        case _:
            return None


def _of_table(row: TableRow, refusal: Refusal) -> Refusal:
    """The refusal with the column of the table that its field stands in."""
    column = refusal.field
    if column == "post_id" and row.given.get("post_id") is None:
        column = "number" if row.table == "posts" else "post"
    return replace(refusal, field=column)

"""Opening the book of a court: what stands about everything that a piece of work touches."""

from uuid import UUID

from tarazy_shared.database import Connection

from tarazy_hr.adapters import stored_facts
from tarazy_hr.adapters.acting_store import holdings_beside
from tarazy_hr.adapters.leave.records_reading import STANDING, read_records
from tarazy_hr.app.touched import Touched
from tarazy_hr.domain.court_book import CourtBook

LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('tarazy hr court ' || $1, 0))"

COURT = "SELECT * FROM courts WHERE court_id = $1 AND superseded_at IS NULL"

# Of a post everybody who holds it is read, of a person every appointment, those too that were called off.
APPOINTMENTS = """
    SELECT * FROM appointments
    WHERE court_id = $1 AND superseded_at IS NULL AND (person_id = ANY($2::uuid[]) OR post_id = ANY($3::uuid[]))
    UNION ALL
    SELECT * FROM appointments WHERE court_id = $1 AND what = 'called_off' AND person_id = ANY($2::uuid[])
"""

AUTHORISATIONS = """
    SELECT * FROM authorisations WHERE court_id = $1 AND person_id = ANY($2::uuid[]) AND superseded_at IS NULL
"""

ABSENCES = """
    SELECT * FROM absences WHERE court_id = $1 AND person_id = ANY($2::uuid[]) AND superseded_at IS NULL
    UNION
    SELECT * FROM absences WHERE absence_id = ANY($3::uuid[]) AND superseded_at IS NULL
"""

SUSPENSIONS = """
    SELECT * FROM suspensions WHERE court_id = $1 AND person_id = ANY($2::uuid[]) AND superseded_at IS NULL
"""

POSTS = "SELECT * FROM posts WHERE court_id = $1 AND post_id = ANY($2::uuid[]) AND superseded_at IS NULL"

POSTS_ELSEWHERE = """
    SELECT post_id, court_id FROM posts WHERE court_id <> $1 AND post_id = ANY($2::uuid[]) AND superseded_at IS NULL
"""

INTERESTS = "SELECT * FROM interests WHERE interest_id = ANY($1::uuid[]) AND superseded_at IS NULL"

NORMS = "SELECT * FROM norms WHERE court_id = $1 AND category = ANY($2::text[]) AND superseded_at IS NULL"


async def open_book(
    connection: Connection, court_id: str, touched: Touched, *, only_looking: bool = False
) -> CourtBook:
    """Lock the court for this transaction and read what is touched.

    The lock makes what is decided about one court one after the other, whoever asks; so events leave in that order.
    Whoever only looks (`only_looking`) and records nothing waits for nobody.
    """
    if not only_looking:
        await connection.execute(LOCK, court_id)
    book = CourtBook(court_id)
    court = await connection.fetchrow(COURT, court_id)
    if court is not None:
        book.enter([stored_facts.court_fact(court)])
    # Of a court that is only coming the rest is read too: ids of absences and interests may be taken elsewhere.
    if touched.people or touched.posts:
        await _open_people(connection, book, touched)
    if touched.posts:
        rows = await connection.fetch(POSTS, court_id, list(touched.posts))
        book.enter(map(stored_facts.post_fact, rows))
        book.act(await holdings_beside(connection, STANDING, court_id, list(touched.posts)))
        rows = await connection.fetch(POSTS_ELSEWHERE, court_id, list(touched.posts))
        book.posts_elsewhere.update((UUID(int=row["post_id"].int), row["court_id"]) for row in rows)
    if touched.interests:
        rows = await connection.fetch(INTERESTS, list(touched.interests))
        book.enter(map(stored_facts.interest_fact, rows))
    if touched.leave:
        await _open_leave(connection, book, touched)
    if touched.categories:
        rows = await connection.fetch(NORMS, court_id, list(touched.categories))
        book.enter(map(stored_facts.norm_fact, rows))
    return book


async def _open_people(connection: Connection, book: CourtBook, touched: Touched) -> None:
    court_id, people = book.court_id, list(touched.people)
    rows = await connection.fetch(APPOINTMENTS, court_id, people, list(touched.posts))
    book.enter(map(stored_facts.appointment_fact, rows))
    if not people:
        return
    book.enter(map(stored_facts.authorisation_fact, await connection.fetch(AUTHORISATIONS, court_id, people)))
    book.enter(map(stored_facts.suspension_fact, await connection.fetch(SUSPENSIONS, court_id, people)))
    for row in await connection.fetch(ABSENCES, court_id, people, list(touched.absences)):
        fact = stored_facts.absence_fact(row)
        if fact.absence.court_id == court_id:
            book.enter([fact])
        else:
            book.absence_owners[fact.absence.absence_id] = fact.absence.court_id, fact.absence.person_id


async def _open_leave(connection: Connection, book: CourtBook, touched: Touched) -> None:
    """The rules of leave and the ledgers of the people, and of those who stand in for them whether they are there."""
    facts = [fact for person in touched.people for fact in book.person(person).absences]
    named = {fact.terms.substitute_id for fact in facts if fact.terms and fact.terms.substitute_id}
    others = (named | touched.beside) - touched.people
    if others:
        await _open_people(connection, book, Touched(people=frozenset(others)))
    people = list(touched.people | others)
    book.leave = await read_records(connection, STANDING, book.court_id, people, list(touched.adjustments))


ABSENCE = "SELECT court_id, person_id FROM absences WHERE absence_id = $1 AND superseded_at IS NULL"


async def whose_absence(connection: Connection, absence_id: UUID) -> tuple[str, UUID] | None:
    """Court and person of an absence; None when it is not known."""
    row = await connection.fetchrow(ABSENCE, absence_id)
    return None if row is None else (row["court_id"], UUID(int=row["person_id"].int))

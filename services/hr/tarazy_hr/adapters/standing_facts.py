"""Everything that stands in a court, in the order in which a reader that knows nothing needs it."""

from collections.abc import Callable

from tarazy_shared.database import Connection

from tarazy_hr.adapters import stored_facts
from tarazy_hr.adapters.book_reading import LOCK
from tarazy_hr.adapters.stored_facts import Row
from tarazy_hr.domain.court_book import Fact

COURTS_KNOWN = "SELECT court_id FROM courts WHERE superseded_at IS NULL ORDER BY court_id"

COURT = "SELECT * FROM courts WHERE court_id = $1 AND superseded_at IS NULL"

# Only the last tenure that readers were told of: its version is the newest that they know.
APPOINTMENTS = """
    SELECT DISTINCT ON (person_id) * FROM appointments AS a WHERE court_id = $1 AND superseded_at IS NULL
      AND NOT EXISTS (
          SELECT FROM appointments_to_come AS held
          WHERE held.court_id = a.court_id AND held.person_id = a.person_id AND held.tenure = a.tenure
      )
    ORDER BY person_id, from_on DESC
"""

# Of whoever is in no post here and was to be: readers that missed it still expect them.
CALLED_OFF = """
    SELECT DISTINCT ON (person_id) * FROM appointments AS a WHERE court_id = $1 AND what = 'called_off'
      AND NOT EXISTS (
          SELECT FROM appointments AS other
          WHERE other.court_id = a.court_id AND other.person_id = a.person_id AND other.superseded_at IS NULL
      )
    ORDER BY person_id, version DESC
"""

AUTHORISATIONS = """
    SELECT * FROM authorisations WHERE court_id = $1 AND superseded_at IS NULL ORDER BY person_id, specialism, from_on
"""

SUSPENSIONS = """
    SELECT DISTINCT ON (person_id) * FROM suspensions WHERE court_id = $1 AND superseded_at IS NULL
    ORDER BY person_id, from_on DESC
"""

ABSENCES = """
    SELECT * FROM absences
    WHERE court_id = $1 AND superseded_at IS NULL AND what IN ('approved', 'cancelled')
    ORDER BY (what = 'approved'), starts_at, absence_id
"""

INTERESTS = "SELECT * FROM interests WHERE court_id = $1 AND superseded_at IS NULL ORDER BY interest_id"

# The country's too: readers know norms of courts alone.
NORMS = """
    SELECT * FROM norms WHERE court_id IN ($1, '') AND superseded_at IS NULL
    ORDER BY court_id, category, instance, valid_from
"""

_ALL: tuple[tuple[str, Callable[[Row], Fact]], ...] = (
    (COURT, stored_facts.court_fact),
    (APPOINTMENTS, stored_facts.appointment_fact),
    (CALLED_OFF, stored_facts.appointment_fact),
    (AUTHORISATIONS, stored_facts.authorisation_fact),
    (SUSPENSIONS, stored_facts.suspension_fact),
    (ABSENCES, stored_facts.absence_fact),
    (INTERESTS, stored_facts.interest_fact),
    (NORMS, stored_facts.norm_fact),
)


async def courts_known(connection: Connection) -> list[str]:
    """All courts, by id."""
    return [row["court_id"] for row in await connection.fetch(COURTS_KNOWN)]


async def standing_facts(connection: Connection, court_id: str) -> list[Fact]:
    """What stands in a court; nothing for one that is not known. Holds the court's lock until the transaction ends."""
    await connection.execute(LOCK, court_id)
    facts: list[Fact] = []
    for sql, fact in _ALL:
        facts += [fact(row) for row in await connection.fetch(sql, court_id)]
    return facts

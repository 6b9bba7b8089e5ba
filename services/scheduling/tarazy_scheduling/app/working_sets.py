"""Courts in memory: loaded once, kept as long as nobody else has written, given out to one transaction at a time.

A transaction locks the rows of its courts first. A court that it gets from memory has the revision of that row, and
every writer leaves a revision that no other transaction ever has: so a copy is either exactly what the database
holds or is not used. A transaction that fails never puts its courts back.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tarazy_shared.beacons.beacon import BeaconClock
from tarazy_shared.database import Connection

from tarazy_scheduling.app.kept_courts import Kept, Loaded
from tarazy_scheduling.app.loading_courts import complete, courts_of, read
from tarazy_scheduling.app.meeting_people import meet_people
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.domain.model.drawing import DrawTerms
from tarazy_scheduling.domain.working_set.court import Court

MOST_RECORDS = 200_000
"""Cases and hearings kept in memory over all courts: roughly half a gigabyte."""

_LOCK = """
SELECT court_id, version, revision, zone, language, level, calendar_version, sitting_hours, weekdays, slot_minutes,
       passed_at
FROM courts WHERE court_id = ANY($1::text[]) ORDER BY court_id FOR UPDATE
"""

NOBODY = DrawTerms(secret="", secret_commitment="")
"""Of a court that is not registered and draws nothing."""


@dataclass(slots=True)
class WorkingSets:
    """Gives out courts to transactions and takes them back."""

    beacon_clock: BeaconClock | None = None
    """Of the beacon that draws wait for."""
    _kept: "OrderedDict[str, Kept]" = field(default_factory=OrderedDict)
    raced: bool = False
    """Whether the last batch found somebody booked by another writer."""

    async def take(self, connection: Connection, touched: Touched, now: datetime) -> Loaded:
        """Lock the courts and give out their working sets with everything that `touched` names."""
        courts = touched.courts | await courts_of(connection, touched)
        rows = {row["court_id"]: row for row in await connection.fetch(_LOCK, sorted(courts))}
        loaded = Loaded({}, {}, set(), set(), set())
        cold: set[str] = set()
        for court_id in courts:
            kept = self._kept.pop(court_id, None)
            row = rows.get(court_id)
            if row is None:
                loaded.kept[court_id] = Kept(Court(court_id, NOBODY).open(), 0, date.min)
                continue
            loaded.passed_at[court_id] = row["passed_at"]
            day = now.astimezone(ZoneInfo(row["zone"])).date()
            if kept is None or kept.revision != row["revision"] or kept.day != day:
                kept = await read(connection, row, day, now)
                kept.court.beacon_clock = self.beacon_clock
                cold.add(court_id)
            loaded.kept[court_id] = kept
        await complete(connection, loaded, touched, cold)
        await meet_people(connection, loaded, touched, cold, now)
        return loaded

    def has(self, court_id: str, revision: int) -> bool:
        """Whether the court is in memory as the database holds it at this revision."""
        kept = self._kept.get(court_id)
        return kept is not None and kept.revision == revision

    def kept(self) -> list[Kept]:
        """What is in memory and with no transaction."""
        return list(self._kept.values())

    def give_up(self, court_id: str) -> None:
        """Read the court anew when it is wanted next."""
        self._kept.pop(court_id, None)

    def keep(self, loaded: Loaded, revisions: Mapping[str, int]) -> None:
        """Take courts back, at the end of a transaction; if it then fails, their revision will not be met again.

        Not those that were registered just now: they have not been read with all that belongs to them.
        """
        for court_id, kept in loaded.kept.items():
            if kept.revision == 0:
                continue
            kept.revision = revisions.get(court_id, kept.revision)
            self._kept[court_id] = kept
        records = sum(kept.records for kept in self._kept.values())
        while records > MOST_RECORDS and len(self._kept) > 1:
            records -= self._kept.popitem(last=False)[1].records

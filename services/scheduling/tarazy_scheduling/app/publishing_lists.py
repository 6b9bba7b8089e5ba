"""Publishing courts' lists of hearings: drafts, final lists, and amended ones as soon as a final one has changed."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from tarazy_shared.contracts.hearings import CauseListPublished
from tarazy_shared.unit_of_work import UnitOfWork, Work

from tarazy_scheduling.adapters import cause_lists, court_reading, hearing_reading
from tarazy_scheduling.adapters.cause_lists import Published, Publisher
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.app.cause_list import document_of, public_entries
from tarazy_scheduling.app.court_by_court import CourtByCourt
from tarazy_scheduling.domain.publishing import LOOKED_THROUGH, Due, due, last_publication

KEPT_FOR = timedelta(days=30)
"""How long after its day the bytes of a list can be fetched."""


@dataclass(slots=True)
class PublishingLists:
    """The loop's step."""

    work: Work
    at: time
    """When lists are published, court time."""
    address: str
    """Under which everybody reaches this service."""
    courts: CourtByCourt = field(default_factory=lambda: CourtByCourt("cause-lists"))
    _done: dict[str, tuple[int, date, date]] = field(default_factory=dict)
    """By court: revision, day, and day of the last publication when all that was due was out."""

    async def step(self) -> bool:
        """One look at every court that has changed since the last, or of which something else is due now."""
        async with self.work.begin() as uow:
            await cause_lists.forget(uow.connection, uow.now.date() - KEPT_FOR)
            publishers = await cause_lists.publishers(uow.connection)
        left_out = self.courts.left_out()
        for one in publishers:
            if one.court_id not in left_out:
                await self.courts.deal(one.court_id, self._look_at(one))
        return False

    async def _look_at(self, court: Publisher) -> None:
        local = self.work.clock().astimezone(ZoneInfo(court.zone))
        state = (court.revision, local.date(), last_publication(local, self.at))
        if self._done.get(court.court_id) == state:
            return
        async with self.work.begin() as uow:
            is_out = await self._publish(uow, court.court_id, state[1], state[2])
        if is_out:
            self._done[court.court_id] = state

    async def _publish(self, uow: UnitOfWork, court_id: str, today: date, told_on: date) -> bool:
        """Publish what is due; false where another process was faster, which may have read an older list."""
        court = await court_reading.one_court(uow.connection, court_id)
        if court is None:
            return True
        calendar = await court_reading.calendar_of(uow.connection, court, told_on, today + LOOKED_THROUGH)
        out = due(today, told_on, lambda day: not court_reading.is_closed(court, calendar, day))
        # Before the lists themselves: whoever publishes meanwhile then has the number that would be taken here.
        known = await cause_lists.last_of_days(uow.connection, court_id, out.today, out.draft_until)
        is_out = True
        for day in out.days():
            is_closed = court_reading.is_closed(court, calendar, day)
            is_out &= await self._publish_day(uow, court, out, day, known.get(day), is_closed=is_closed)
        return is_out

    async def _publish_day(
        self, uow: UnitOfWork, court: CourtRow, out: Due, day: date, last: Published | None, *, is_closed: bool
    ) -> bool:
        before = last.edition if last else None
        if out.edition(day, before, is_other=True) is None:
            return True
        listed = await hearing_reading.listed_between(
            uow.connection, court.court_id, *court_reading.bounds_of(day, court)
        )
        if is_closed and last is None and not listed:
            return True  # nobody expects a list of a Sunday
        document = document_of(court.court_id, court.name, ZoneInfo(court.zone), day, public_entries(listed, uow.now))
        sha256 = hashlib.sha256(document).digest()
        edition = out.edition(day, before, is_other=last is None or last.sha256 != sha256)
        if edition is None:
            return True
        published = Published(day, last.number + 1 if last else 1, edition, sha256, uow.now)
        if not await cause_lists.add(uow.connection, court.court_id, published, document):
            return False
        url = url_of(self.address, court.court_id, day, published.number)
        uow.publish(CauseListPublished(court_id=court.court_id, day=day, edition=edition, url=url, sha256=sha256.hex()))
        return True


def url_of(address: str, court_id: str, day: date, number: int) -> str:
    """Where everybody finds an edition."""
    return f"{address}/courts/{court_id}/cause-lists/{day}/{number}"

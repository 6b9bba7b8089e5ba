"""The demo's plot: a court is set up, a month comes in, a judge goes on leave, a service is killed, all adds up."""

import asyncio
import os
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tarazy_local.demo import district
from tarazy_local.demo.caseload import CASES, HEARINGS, Caseload, ToPublish, make_caseload
from tarazy_local.demo.following import Followed, following
from tarazy_local.demo.leave import choose_leave
from tarazy_local.demo.publishing import CourtPublisher, court_publisher
from tarazy_local.demo.reconciling import Reconciliation, Request, latencies, reconcile
from tarazy_local.demo.telling import progress
from tarazy_local.errors import CannotRun
from tarazy_local.importing.court_file import CourtFile
from tarazy_local.importing.court_sending import Sending, send_court
from tarazy_local.importing.files import read_rota
from tarazy_local.importing.installation import Installation, connected, said
from tarazy_local.importing.rota_court import Reading
from tarazy_local.services import is_ready
from tarazy_local.state import State, read_json

SOURCE = "/court-system/altynsai"
SETTLED = 4.0
"""Seconds of silence after which nothing more is expected when all adds up."""
SILENT = 45.0
"""Seconds of silence after which nothing more will come, although something is missing."""
_LEAVE_AT, _KILL_AT = 0.35, 0.6
"""Shares of the requests after which the judge's leave is approved and the service killed."""
_BACK_WITHIN = 60.0
_CASES_A_SECOND = 120.0

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plot:
    """How the demo is played."""

    seed: int
    rate: float = 30.0
    """Hearing requests a second."""
    patience: float = 120.0
    """Seconds to wait, after the last request, until all adds up."""
    cases: int = CASES
    hearings: int = HEARINGS
    rota: Path = district.ROTA
    court: Path | None = district.COURT


@dataclass(frozen=True, slots=True)
class Played:
    """What came out."""

    found: Reconciliation
    seconds: Sequence[float]
    """From request to mail, ascending."""
    undisturbed: Sequence[float]
    """The same without requests made while the service was away."""
    court_id: str
    busy_day: date
    """A day on which hearings are listed."""
    repeated: int = 0
    """Records that Kafka delivered again under the same id."""


async def play(state: State, plot: Plot, tell: Tell) -> Played:
    """Play the demo on the system that runs in a state folder."""
    endpoints = read_json(state.endpoints, {})
    if not endpoints["catcher"]["url"]:
        raise CannotRun("The demo reads its mails from the mail catcher: unset TARAZY_SMTP_URL.")
    court = read_rota(plot.rota, Reading(starting=datetime.now(UTC).date()), plot.court)
    now = datetime.now(UTC)
    today = now.astimezone(ZoneInfo(str(court.court.get("zone", "Asia/Almaty")))).date()
    load = make_caseload(
        plot.seed, court_id=court.court_id, now=now, today=today, cases=plot.cases, hearings=plot.hearings
    )
    followed = Followed(court.court_id, {**_mailboxes(court), **load.mailboxes})
    servers = endpoints["kafka"]["bootstrap_servers"]
    async with (
        connected(endpoints) as system,
        following(servers, endpoints["catcher"]["url"], followed),
        court_publisher(servers, SOURCE) as publisher,
    ):
        report = await send_court(system, court, Sending(), tell)
        tell(f"Imported the sample district: {report.tally}")
        if report.problems:
            raise CannotRun(f"The district cannot be imported: {report.problems[0]}.")
        play_ = _Play(state, plot, tell, system, publisher, followed, court)
        return await play_.run(load, today)


class _Play:
    def __init__(
        self,
        state: State,
        plot: Plot,
        tell: Tell,
        system: Installation,
        publisher: CourtPublisher,
        followed: Followed,
        court: CourtFile,
    ) -> None:
        self._state = state
        self._plot = plot
        self._tell = tell
        self._system = system
        self._publisher = publisher
        self._followed = followed
        self._court = court
        self._away: list[tuple[datetime, datetime]] = []
        self._began = time.monotonic()

    async def run(self, load: Caseload, today: date) -> Played:
        self._tell(f"Publishing {len(load.cases):,} cases and {len(load.requests):,} hearing requests to Kafka")
        async with asyncio.TaskGroup() as tasks:
            telling = tasks.create_task(self._tell_progress())
            await self._publish(load.cases, _CASES_A_SECOND)
            await self._until_drawn()
            leave_at, kill_at = (int(len(load.requests) * share) for share in (_LEAVE_AT, _KILL_AT))
            await self._publish(load.requests[:leave_at], self._plot.rate)
            await self._grant_leave(today)
            await self._publish(load.requests[leave_at:kill_at], self._plot.rate)
            recovery = tasks.create_task(self._kill_scheduling())
            await self._publish(load.requests[kill_at:], self._plot.rate)
            await self._publisher.flush()
            await recovery
            await self._until_settled()
            telling.cancel()
        record = self._followed.record()
        self._tell(progress(time.monotonic() - self._began, reconcile(record)))
        first = min((event.data["earliest_on"] for event in load.requests), default=today.isoformat())
        return Played(
            reconcile(record),
            latencies(record),
            latencies(record, self._away),
            self._court.court_id,
            date.fromisoformat(str(first)),
            self._followed.repeated,
        )

    async def _publish(self, events: Sequence[ToPublish], rate: float) -> None:
        began = time.monotonic()
        for number, event in enumerate(events):
            await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
            subject = str(event.data.get("hearing_id") or event.data["case_id"])
            at = await self._publisher.publish(event.kind, event.event_id, subject, event.data)
            if event.kind == "case.registered":
                self._followed.cases.append(subject)
            else:
                self._followed.requests.append(Request(event.event_id, subject, at))

    async def _grant_leave(self, today: date) -> None:
        """The judge with the most hearings asks for a week off, and HR approves."""
        zone = ZoneInfo(str(self._court.court.get("zone", "Asia/Almaty")))
        leave = choose_leave(self._followed.judges, self._court.absences, today, zone)
        if leave is None:
            raise CannotRun("No judge has a week to take off: nothing was listed, or all are away already.")
        wanted = {
            "person_id": leave.person_id,
            "court_id": self._court.court_id,
            "kind": "leave",
            "first_on": leave.first_on.isoformat(),
            "last_on": leave.last_on.isoformat(),
        }
        asked = await self._system.ask("hr", "POST", "/absences", json=wanted)
        if not asked.is_success:
            raise CannotRun(f"HR did not take the leave: {said(asked)}.")
        granted = await self._system.ask("hr", "POST", f"/absences/{asked.json()['absence_id']}/approve")
        if not granted.is_success:
            raise CannotRun(f"HR did not approve the leave: {said(granted)}.")
        names = (row["name"] for row in self._court.people if row["person_id"] == leave.person_id)
        self._tell(f"Judge {next(names)} is on leave from {leave.first_on:%d.%m.%Y} for a week: hearings have to move")

    async def _kill_scheduling(self) -> None:
        pid = self._pid()
        began = datetime.now(UTC)
        os.kill(pid, signal.SIGKILL)
        self._tell(f"Killed the scheduling service (process {pid}) with -9")
        end = time.monotonic() + _BACK_WITHIN
        while time.monotonic() < end:
            await asyncio.sleep(0.2)
            if self._pid() != pid and await self._answers():
                back = datetime.now(UTC)
                self._away.append((began - timedelta(seconds=2), back + timedelta(seconds=2)))
                self._tell(f"It is back after {(back - began).total_seconds():.1f} s (process {self._pid()})")
                return
        raise CannotRun(
            f"Scheduling did not come back within {_BACK_WITHIN:.0f} s: see {self._state.log('scheduling')}."
        )

    def _pid(self) -> int:
        found: Mapping[str, Any] = read_json(self._state.endpoints, {})
        pids = found["pids"]["scheduling"] if found else []
        return int(pids[0]) if pids else 0

    async def _answers(self) -> bool:
        found: Mapping[str, Any] = read_json(self._state.endpoints, {})
        try:
            await is_ready(str(found["services"]["scheduling"]["url"]))
        except (OSError, KeyError):
            return False
        return True

    async def _until_drawn(self) -> None:
        """Until the last cases' round of the beacon has come out: requests are answered after the draw, so that the
        time from request to mail is that of answering alone."""
        end = time.monotonic() + self._plot.patience
        while time.monotonic() < end:
            found = reconcile(self._followed.record())
            if found.allocated == found.cases:
                return
            await asyncio.sleep(0.1)

    async def _until_settled(self) -> None:
        """Until all adds up and nothing has come for a while, or patience ends."""
        end = time.monotonic() + self._plot.patience
        while time.monotonic() < end:
            await asyncio.sleep(0.5)
            silent = (datetime.now(UTC) - self._followed.changed_at).total_seconds()
            if silent >= SILENT or (silent >= SETTLED and reconcile(self._followed.record()).holds):
                return

    async def _tell_progress(self) -> None:
        while True:
            await asyncio.sleep(3)
            self._tell(progress(time.monotonic() - self._began, reconcile(self._followed.record())))


def _mailboxes(court: CourtFile) -> dict[str, str]:
    return {
        contact["address"]: str(person["person_id"])
        for person in court.people
        for contact in person.get("contacts", ())
        if contact["channel"] == "email"
    }

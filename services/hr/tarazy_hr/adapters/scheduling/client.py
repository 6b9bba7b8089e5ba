"""A client of scheduling over HTTP. Nothing here waits longer than a second: without an answer HR goes on alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import httpx
from pydantic import BaseModel, SecretStr, ValidationError

from tarazy_hr.adapters.leave.calendar_store import ToldCalendar
from tarazy_hr.adapters.scheduling.foreseen import Foreseen

LONGEST_WAIT = 1.0
"""Seconds for one answer."""


class SchedulingAwayError(Exception):
    """Scheduling does not answer, not in time, or not what was expected."""


class UnknownThereError(Exception):
    """Scheduling does not know the court or the person, or the time is over: there is nothing to foresee."""


class _Calendar(BaseModel):
    sitting_hours: list[tuple[time, time]]
    weekdays: frozenset[str]
    closed: frozenset[date]
    open: frozenset[date]


class Scheduling:
    """Asks one scheduling service; without an address nobody answers."""

    def __init__(
        self, url: str | None, token: SecretStr | None, *, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        headers = {"Authorization": f"Bearer {token.get_secret_value()}"} if token else {}
        self._http = (
            httpx.AsyncClient(base_url=url, headers=headers, transport=transport, trust_env=False) if url else None
        )

    @property
    def is_known(self) -> bool:
        """Whether there is an address to ask."""
        return self._http is not None

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Owns the connections while the block lasts."""
        try:
            yield
        finally:
            if self._http is not None:
                await self._http.aclose()

    async def calendar(self, court_id: str, first: date, last: date) -> ToldCalendar:
        """A court's calendar. Raises `SchedulingAwayError`, `UnknownThereError`."""
        said = await self._ask("GET", f"/courts/{court_id}/calendar", params={"from": str(first), "to": str(last)})
        try:
            told = _Calendar.model_validate(said)
        except ValidationError as error:
            raise SchedulingAwayError(str(error)) from error
        return ToldCalendar(first, last, tuple(told.sitting_hours), told.weekdays, told.closed, told.open)

    async def foresee(
        self, court_id: str, person_id: UUID, kind: str, starts_at: datetime, ends_at: datetime
    ) -> Foreseen:
        """What an absence would do to a court's hearings. Raises `SchedulingAwayError`, `UnknownThereError`."""
        body = {
            "person_id": str(person_id),
            "kind": kind,
            "starts_at": starts_at.isoformat(),
            "ends_at": ends_at.isoformat(),
        }
        said = await self._ask("POST", f"/courts/{court_id}/impacts", json=body)
        try:
            return Foreseen.model_validate(said)
        except ValidationError as error:
            raise SchedulingAwayError(str(error)) from error

    async def _ask(self, method: str, path: str, **more: Any) -> Any:
        if self._http is None:
            raise SchedulingAwayError("no address of scheduling is set")
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                answer = await self._http.request(method, path, timeout=LONGEST_WAIT, **more)
        except (httpx.HTTPError, TimeoutError) as error:
            raise SchedulingAwayError(f"{type(error).__name__} at {path}") from error
        if answer.status_code in (404, 422):
            raise UnknownThereError(f"{answer.status_code} at {path}")
        if not answer.is_success:
            raise SchedulingAwayError(f"{answer.status_code} at {path}")
        try:
            return answer.json()
        except ValueError as error:
            raise SchedulingAwayError(f"no JSON at {path}") from error

"""The running system as an import meets it: its services over HTTP, each with its token."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from tarazy_shared.errors import TarazyError

_TRIES = 8
_LONGEST_PAUSE = 10.0
_PASSING = frozenset({429, 502, 503, 504})


class NoAnswerError(TarazyError):
    """A service does not answer, or answers what an import cannot go on with; the text is one sentence."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The services of one installation."""

    http: httpx.AsyncClient
    endpoints: Mapping[str, Any]

    @property
    def bootstrap_servers(self) -> str:
        """Where its Kafka is."""
        return str(self.endpoints["kafka"]["bootstrap_servers"])

    async def ask(self, service: str, method: str, path: str, **more: Any) -> httpx.Response:
        """A request to a service, with its token; see `send`."""
        found = self.endpoints["services"][service]
        return await self.send(method, f"{found['url']}{path}", str(found.get("token", "")), **more)

    async def hand_in(self, events: bytes) -> httpx.Response:
        """A batch of CloudEvents to the intake; see `send`."""
        intake = self.endpoints["intake"]
        return await self.send(
            "POST",
            str(intake["url"]),
            str(intake["token"]),
            content=events,
            headers={"Content-Type": "application/cloudevents-batch+json"},
        )

    async def send(
        self, method: str, url: str, token: str, *, headers: Mapping[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        """A request that is tried again while the service is away or busy, for about a minute.

        All requests of an import may be repeated: they say how things stand, or are known by their ids.
        Raises `NoAnswerError` when the service stays away, or does not know the token.
        """
        pause = 0.5
        for attempt in range(1, _TRIES + 1):
            try:
                answer = await self.http.request(
                    method, url, headers={"Authorization": f"Bearer {token}", **(headers or {})}, **more
                )
            except httpx.TransportError as error:
                if attempt == _TRIES:
                    raise NoAnswerError(
                        f"{url} does not answer ({type(error).__name__}): is the system running?"
                    ) from error
            else:
                if answer.status_code == httpx.codes.UNAUTHORIZED:
                    raise NoAnswerError(
                        f"{url} does not accept the token of endpoints.json; was the system set up anew?"
                    )
                if answer.status_code not in _PASSING or attempt == _TRIES:
                    return answer
                pause = max(pause, _retry_after(answer))
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        raise AssertionError("the last try returns or raises")


@asynccontextmanager
async def connected(endpoints: Mapping[str, Any]) -> AsyncIterator[Installation]:
    """The installation whose `endpoints.json` this is."""
    async with httpx.AsyncClient(trust_env=False, timeout=120, headers={"Accept-Language": "en"}) as http:
        yield Installation(http, endpoints)


def body_of(answer: httpx.Response) -> dict[str, Any]:
    """The JSON object of an answer; an empty one where there is none."""
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def said(answer: httpx.Response) -> str:
    """What a service says about a request that it did not carry out, in one line."""
    body = body_of(answer)
    errors = [
        ": ".join(part for part in (str(error.get("field", "")), str(error.get("reason", ""))) if part)
        for error in body.get("errors") or []
        if isinstance(error, dict)
    ]
    title = str(body.get("title", f"answered {answer.status_code}"))
    return f"{title} ({'; '.join(errors[:5])})" if errors else title


def _retry_after(answer: httpx.Response) -> float:
    text = answer.headers.get("retry-after", "")
    return min(float(text), _LONGEST_PAUSE) if text.isascii() and text.isdigit() else 0.0

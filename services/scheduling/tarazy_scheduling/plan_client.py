"""The scheduling service as `tarazy plan` meets it: over HTTP, with the service's token."""

import time
from dataclasses import dataclass
from typing import Any

import httpx
from tarazy_shared.errors import TarazyError

TRIES = 6
LONGEST_PAUSE = 8.0
PASSING = frozenset({429, 502, 503, 504})


class NotDone(TarazyError):
    """The service said no, or nothing; the text is one sentence."""


class ChangedMeanwhile(NotDone):
    """The calendar is not any more as the instance had it."""


@dataclass(frozen=True, slots=True)
class Client:
    """One scheduling service. Raises `NotDone` wherever it does not do what is asked."""

    url: str
    token: str
    timeout: float = 300.0

    def courts(self) -> list[str]:
        """The ids of all courts."""
        return sorted(court["court_id"] for court in self._ask("GET", "/courts")["courts"])

    def instance(self, court_id: str, asked: dict[str, Any]) -> dict[str, Any]:
        """The court's calendar as an instance."""
        given = {name: value for name, value in asked.items() if value is not None}
        return self._ask("GET", f"/courts/{court_id}/listing-instance", params=given)

    def propose(self, court_id: str, body: dict[str, Any]) -> dict[str, Any]:
        """Hand a plan in. Raises `ChangedMeanwhile`."""
        return self._ask("POST", f"/courts/{court_id}/plans", json=body)

    def approve(self, court_id: str, number: int, approver: str) -> dict[str, Any]:
        """Have it made so."""
        return self._ask("POST", f"/courts/{court_id}/plans/{number}/approve", json={"approver": approver})

    def _ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en"}
        pause = 0.5
        for attempt in range(1, TRIES + 1):
            try:
                with httpx.Client(trust_env=False, timeout=self.timeout, headers=headers) as http:
                    answer = http.request(method, f"{self.url}{path}", **more)
            except httpx.ConnectError as error:
                if attempt == TRIES:
                    raise NotDone(f"{self.url} does not answer: is the system running?") from error
            except httpx.TransportError as error:
                # It may have been done: nobody knows, so it is not asked again.
                raise NotDone(f"{self.url} broke off ({type(error).__name__}): look at the court's plans") from error
            else:
                if answer.status_code not in PASSING or attempt == TRIES:
                    return _body(answer)
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
        raise AssertionError("the last try returns or raises")


def _body(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_success:
        return dict(answer.json())
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        raise NotDone("The service does not accept the token of endpoints.json; was the system set up anew?")
    kind = ChangedMeanwhile if answer.status_code == httpx.codes.CONFLICT else NotDone
    raise kind(_said(answer))


def _said(answer: httpx.Response) -> str:
    """What the service says, in one line."""
    try:
        body = answer.json()
    except ValueError:
        body = {}
    errors = body.get("errors") or [] if isinstance(body, dict) else []
    reasons = [": ".join(str(one.get(name)) for name in ("field", "reason") if one.get(name)) for one in errors[:5]]
    title = str(body.get("title") if isinstance(body, dict) else "") or f"answered {answer.status_code}"
    return f"{title} ({'; '.join(reasons)})" if reasons else title

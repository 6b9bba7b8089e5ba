"""Events of a hearing list handed in at the intake, in batches."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import httpx
from pydantic import ValidationError
from tarazy_shared.contracts import registry

from tarazy_local.importing.finding import Finding, UnreadableFile
from tarazy_local.importing.installation import Installation, NoAnswerError, said
from tarazy_local.importing.list_events import CloudEvent, ListEvents, batches

BATCH = 200
"""Events in one request."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many events were new to the intake."""

    cases: int
    hearings: int


async def hand_in(installation: Installation, events: ListEvents, tell: Tell) -> Accepted:
    """Hand in all events, cases before hearings. What the intake knows already changes nothing."""
    cases = await _hand_in(installation, events.cases, "cases", tell)
    hearings = await _hand_in(installation, events.hearings, "hearings", tell)
    return Accepted(cases, hearings)


async def zone_of(installation: Installation, court_id: str) -> ZoneInfo:
    """The zone of a court. Raises `UnreadableFile` for a court that is not known."""
    answer = await installation.ask("hr", "GET", f"/courts/{court_id}")
    if answer.status_code != httpx.codes.OK:
        raise UnreadableFile(Finding("--court", court_id, f"No such court: {said(answer)}; import it first"))
    return ZoneInfo(str(answer.json()["zone"]))


def malformed(event: CloudEvent) -> str:
    """Why an event is not as the contract has it; empty when it is."""
    try:
        registry.MODELS[event["type"]].model_validate_json(json.dumps(event["data"]))
    except ValidationError as error:
        return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    return ""


async def _hand_in(installation: Installation, events: Sequence[CloudEvent], what: str, tell: Tell) -> int:
    accepted = handed = 0
    for batch in batches(events, BATCH):
        answer = await installation.hand_in(json.dumps(batch, ensure_ascii=False).encode())
        if answer.status_code != httpx.codes.ACCEPTED:
            raise NoAnswerError(f"The intake did not take a batch of {what}: {said(answer)}; {handed} were handed in.")
        accepted += int(answer.json()["accepted"])
        handed += len(batch)
        tell(f"{handed:,} of {len(events):,} {what} handed in")
    return accepted

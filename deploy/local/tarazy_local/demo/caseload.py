"""What an outside court system has to say in the demo: cases with their parties, and the hearings they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid5

from tarazy_local.demo import names

CASES, HEARINGS, WORKING_DAYS = 500, 1_200, 20
PARTIES_DOMAIN = "parties.test"
SIMULATED_DOMAIN = "simulated.tarazy.invalid"
"""Of people who are there to show what a clerk sees: nothing to them leaves notifications."""
SIMULATED = {7: "bounced", 14: "silent", 21: "read"}
"""What becomes of notices to the other side, by the remainder of the case's number by 25."""

_IDS = UUID("6a2f7f3f-10c9-5c64-9d4e-0d6a2f7f3f11")
_LEAD_DAYS = 14
"""Days before the first window opens: every notice period fits in between."""
_SHORTEST_WINDOW, _LONGEST_WINDOW = 5, 11
"""Working days from the first to the last day of a window."""
_CATEGORIES = (
    ("civil.contract", 5),
    ("civil.family", 4),
    ("civil.labour", 2),
    ("civil.housing", 2),
    ("administrative.dispute", 3),
    ("administrative.offence", 3),
    ("criminal.minor", 3),
)
_STAGES = ("preparatory", "first", "main", "continued", "judgment")
_MINUTES = {
    "preparatory": (20, 30),
    "first": (30, 45),
    "main": (45, 60, 90),
    "continued": (30, 45, 60),
    "judgment": (15, 20),
}

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ToPublish:
    """One event of the court system: its type without `court.` and `.v1`, and its data."""

    kind: str
    event_id: str
    data: Data


@dataclass(frozen=True, slots=True)
class Caseload:
    """Everything that the demo publishes."""

    cases: Sequence[ToPublish]
    requests: Sequence[ToPublish]

    @property
    def mailboxes(self) -> dict[str, str]:
        """The recipient behind each address of a party at which mails arrive."""
        return {
            contact["address"]: party["party_id"]
            for case in self.cases
            for party in case.data["parties"]
            for contact in party["contacts"]
            if not contact["address"].endswith(f"@{SIMULATED_DOMAIN}")
        }


def make_caseload(
    seed: int, *, court_id: str, now: datetime, today: date, cases: int = CASES, hearings: int = HEARINGS
) -> Caseload:
    """A month of a district court. The seed fixes everything but the ids, which also depend on `now`.

    Windows lie in 20 working days (Monday to Friday) that begin two weeks from today.
    """
    chance = Random(seed)  # noqa: S311  a made-up caseload, no secret
    run = f"{seed}/{now.isoformat()}"
    days = working_days(today + timedelta(days=_LEAD_DAYS), WORKING_DAYS)
    registered = [_case(number, run, chance, court_id, now) for number in range(1, cases + 1)]
    requests: list[ToPublish] = []
    stages: dict[str, int] = {}
    for number in range(1, hearings + 1):
        # Every case has a hearing before any has its second: lists are long because cases are many.
        case = registered[number - 1] if number <= cases else chance.choice(registered)
        case_id = str(case.data["case_id"])
        stage = stages.get(case_id, chance.choice((0, 1)))
        stages[case_id] = min(stage + 1, len(_STAGES) - 1)
        requests.append(_request(number, run, chance, case.data, _STAGES[stage], days))
    return Caseload(registered, requests)


def working_days(first: date, count: int) -> list[date]:
    """The next Mondays to Fridays from a day on."""
    days = (first + timedelta(days=offset) for offset in range(count * 2 + 7))
    return [day for day in days if day.weekday() < 5][:count]


def _case(number: int, run: str, chance: Random, court_id: str, now: datetime) -> ToPublish:
    category = chance.choices([code for code, _ in _CATEGORIES], [weight for _, weight in _CATEGORIES])[0]
    roles = ("accused", "prosecutor") if category.startswith("criminal") else ("claimant", "defendant")
    filed = now - timedelta(days=chance.randint(1, 40), minutes=chance.randint(0, 500))
    language = chance.choices(("kk", "ru", "en"), (55, 43, 2))[0]
    data: Data = {
        "case_id": _id(run, "case", number),
        "number": f"{chance.randint(1, 4)}-{number}/{now.year}",
        "court_id": court_id,
        "category": category,
        "filed_at": filed.isoformat(timespec="seconds"),
        "language": language,
        "complexity": chance.choices((1, 2, 3, 4), (3, 5, 2, 1))[0],
        "parties": [_party(number, run, role, chance, language) for role in roles],
    }
    return ToPublish("case.registered", _id(run, "registered", number), data)


def _party(case: int, run: str, role: str, chance: Random, language: str) -> Data:
    company = role in ("claimant", "defendant") and chance.random() < 0.3
    address = f"{role}.{case}@{PARTIES_DOMAIN}"
    if role in ("defendant", "accused") and (behaviour := SIMULATED.get(case % 25)):
        address = f"{behaviour}+{role}.{case}@{SIMULATED_DOMAIN}"
    return {
        "party_id": _id(run, role, case),
        "role": role,
        "kind": "organisation" if company else "person",
        "name": names.organisation(chance) if company else " ".join(names.person(chance)),
        "language": chance.choices((language, "ru"), (8, 2))[0],
        "contacts": [{"channel": "email", "address": address}],
    }


def _request(number: int, run: str, chance: Random, case: Data, stage: str, days: Sequence[date]) -> ToPublish:
    first = chance.randrange(len(days) - _SHORTEST_WINDOW)
    last = min(first + chance.randint(_SHORTEST_WINDOW, _LONGEST_WINDOW), len(days) - 1)
    data: Data = {
        "hearing_id": _id(run, "hearing", number),
        "case_id": case["case_id"],
        "court_id": case["court_id"],
        "hearing_type": stage,
        "estimated_minutes": chance.choice(_MINUTES[stage]),
        "earliest_on": days[first].isoformat(),
        "latest_on": days[last].isoformat(),
    }
    if chance.random() < 0.08:
        data["room_features"] = [chance.choice(("video", "step_free", "dock"))]
    if chance.random() < 0.02:
        # Nobody in the district interprets Georgian: the demo shows what cannot be placed, and why.
        data["interpreter_languages"] = [chance.choice(("tr", "uz", "ka"))]
    return ToPublish("hearing.requested", _id(run, "requested", number), data)


def _id(run: str, kind: str, number: int) -> str:
    return str(uuid5(_IDS, f"{run}/{kind}/{number}"))

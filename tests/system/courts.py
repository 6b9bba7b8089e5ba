"""Courts, cases and hearing requests for tests, as an outside system would write them."""

import uuid
from datetime import date, timedelta
from typing import Any

from tests.ids import new_id

Data = dict[str, Any]


def a_court(court_id: str, *, judges: int = 3, rooms: int = 2, clerks: int = 2, interpreters: int = 0) -> Data:
    """A court file: everybody has a mailbox `<role><number>@<court_id>.test`."""
    people = [
        _person(court_id, role, number)
        for role, count in (("judge", judges), ("clerk", clerks), ("interpreter", interpreters))
        for number in range(1, count + 1)
    ]
    for person in people:
        if person["role"] == "interpreter":
            person["languages"] = ["kk", "ru", "tr"]
    return {
        "court": {
            "court_id": court_id,
            "name": {"kk": "Сынақ соты", "ru": "Тестовый суд", "en": "Test court"},
            "zone": "Asia/Almaty",
            "language": "ru",
            "level": "district",
            "address": {"kk": "Абай к-сі, 1", "ru": "ул. Абая, 1", "en": "1 Abai St"},
            "email": f"registry@{court_id}.test",
        },
        "calendar": {
            "sitting_hours": [["09:00", "13:00"], ["14:00", "18:00"]],
            "weekdays": ["mon", "tue", "wed", "thu", "fri"],
            "closed": [],
            "open": [],
            "slot_minutes": 5,
        },
        "rooms": [
            {
                "room_id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{court_id}/room/{n}")),
                "name": f"Зал {n}",
                "features": ["video"],
            }
            for n in range(1, rooms + 1)
        ],
        "people": people,
        "interests": [],
        "norms": [],
        "absences": [],
    }


def _person(court_id: str, role: str, number: int) -> Data:
    return {
        "person_id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{court_id}/{role}/{number}")),
        "post_id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{court_id}/post/{role}/{number}")),
        "role": role,
        "name": f"{role.title()} {number}",
        "from_on": "2020-01-01",
        "languages": ["kk", "ru"],
        "contacts": [{"channel": "email", "address": f"{role}{number}@{court_id}.test"}],
        "specialisms": [],
    }


def a_case(court_id: str, *, number: str = "", **more: Any) -> Data:
    """A registered case with a claimant and a defendant, each with a mailbox named after the case number."""
    number = number or f"2-{uuid.uuid4().hex[:6]}"
    return {
        "case_id": new_id(),
        "number": number,
        "court_id": court_id,
        "category": "civil.contract",
        "filed_at": "2026-01-12T10:00:00+05:00",
        "language": "ru",
        "parties": [a_party("claimant", number), a_party("defendant", number)],
        **more,
    }


def a_party(role: str, number: str, **more: Any) -> Data:
    return {
        "party_id": new_id(),
        "role": role,
        "name": f"Сторона {role}",
        "contacts": [{"channel": "email", "address": f"{role}.{number}@parties.test"}],
        **more,
    }


def a_request(case: Data, *, today: date, minutes: int = 60, after: int = 14, days: int = 30, **more: Any) -> Data:
    """A hearing request whose window opens `after` days from today and stays open for `days`."""
    return {
        "hearing_id": new_id(),
        "case_id": case["case_id"],
        "court_id": case["court_id"],
        "hearing_type": "main",
        "estimated_minutes": minutes,
        "earliest_on": (today + timedelta(days=after)).isoformat(),
        "latest_on": (today + timedelta(days=after + days)).isoformat(),
        **more,
    }

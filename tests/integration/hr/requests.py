"""What the tests send to HR."""

from typing import Any
from uuid import UUID, uuid5

import httpx

COURT = "kz-almaty-1"
NAMES = {"kk": "Алматы соты", "ru": "Алматинский суд", "en": "Almaty Court"}


def an_id(name: str) -> str:
    """The same id for the same name."""
    return str(uuid5(UUID(int=8), name))


def person(who: str = "aigul", /, **changes: Any) -> dict[str, Any]:
    """Somebody in post since the start of 2026."""
    return {
        "post_id": an_id(f"post of {who}"),
        "role": "judge",
        "name": "Ахметова Айгүл",
        "from_on": "2026-01-05",
        "languages": ["kk", "ru"],
        "contacts": [{"channel": "email", "address": f"{who}@court.test"}],
    } | changes


def absence(who: str = "aigul", /, **changes: Any) -> dict[str, Any]:
    """A leave of the first week of December."""
    return {
        "court_id": COURT,
        "person_id": an_id(who),
        "kind": "leave",
        "starts_at": "2026-12-01T00:00:00+05:00",
        "ends_at": "2026-12-05T00:00:00+05:00",
    } | changes


def a_person_url(name: str = "aigul", tail: str = "") -> str:
    return f"/courts/{COURT}/people/{an_id(name)}{tail}"


async def a_court(http: httpx.AsyncClient, *people: str) -> None:
    """The court, with people in post."""
    assert (await http.put(f"/courts/{COURT}", json={"name": NAMES})).status_code == 200
    for name in people:
        assert (await http.put(a_person_url(name), json=person(name))).status_code == 200


def only_error(response: httpx.Response) -> tuple[int, str, str]:
    """Status, field and code of a problem document with one error."""
    assert response.headers["content-type"] == "application/problem+json"
    (error,) = response.json()["errors"]
    assert error["reason"]
    return response.status_code, error["field"], error["code"]

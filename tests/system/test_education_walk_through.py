"""The walk-through of docs/education.md, run as it stands."""

import json
import secrets
from functools import partial
from pathlib import Path

from tests.system.court_system import CourtSystem
from tests.system.walking import commands, id_of, run


async def test_the_last_place_goes_on_and_the_time_comes_back(system: CourtSystem, state: Path) -> None:
    court_id = f"walk-{secrets.token_hex(4)}"
    printed = await run(state, court_id, *commands("education.md"))
    lines = [line for line in printed.splitlines() if '"previous_hash"' in line]
    assert [json.loads(line)["what"] for line in lines] == [
        "planned", "enrolled", "put_on_waiting_list", "withdrew", "moved_up", "cancelled",
    ]  # fmt: skip
    assert "Айгүл" not in "".join(lines)
    first, second = id_of(court_id, "first"), id_of(court_id, "second")
    told = await system.until("everybody is told", partial(places, court_id))
    assert told == [
        ("given", first), ("awaited", second), ("withdrawn", first), ("given", second), ("withdrawn", second),
    ]  # fmt: skip
    assert printed.count("second | ") >= 3, "a mail of the waiting list, of the place and of the session called off"
    away = [one for one in system.about(court_id=court_id) if one.type.startswith("court.absence.")]
    assert [one.type.split(".")[2] for one in away] == ["approved", "cancelled", "approved", "cancelled"]
    assert not [one for one in system.told if one.key == court_id and "dead-letters" in one.topic]


def places(court_id: str, system: CourtSystem) -> list[tuple[str, str]] | None:
    """What became of places, once all of it is told."""
    about = [one for one in system.about(court_id=court_id) if one.type.startswith("court.training.place_")]
    found = [
        (one.type.removeprefix("court.training.place_").removesuffix(".v1"), one.data["person_id"]) for one in about
    ]
    return found if len(found) == 5 else None

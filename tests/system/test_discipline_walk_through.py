"""The walk-through of docs/discipline.md, run as it stands."""

import hashlib
import json
import secrets
from functools import partial
from pathlib import Path
from typing import Any

from tests.system.court_system import CourtSystem
from tests.system.walking import commands, id_of, run


async def test_a_panel_drawn_by_lot_decides_and_the_initiator_cannot(system: CourtSystem, state: Path) -> None:
    court_id = f"walk-{secrets.token_hex(4)}"
    printed = await run(state, court_id, *commands("discipline.md"))
    lines = [line for line in printed.splitlines() if '"previous_hash"' in line]
    entries = [json.loads(line) for line in lines]
    assert [entry["what"] for entry in entries] == [
        "received", "admitted", "explanation_asked", "explained", "referred", "panel_ordered", "panel_drawn", "heard",
        "decided",
    ]  # fmt: skip
    previous = "0" * 64
    for entry in entries:
        said = {name: value for name, value in entry.items() if name != "hash"}
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert (entry["previous_hash"], entry["hash"]) == (previous, hashlib.sha256(text.encode()).hexdigest())
        previous = entry["hash"]
    assert id_of(court_id, "inspector") not in entries[6]["data"]["members"]
    assert "Сатпаев" not in "".join(lines)
    decided = await system.until("the decision is told", partial(decision, court_id))
    assert decided.data["decision"] == "remark"


def decision(court_id: str, system: CourtSystem) -> Any:
    """What told the judge's side of the decision."""
    about = system.about(court_id=court_id)
    return next((one for one in about if one.type == "court.discipline.decided.v1"), None)

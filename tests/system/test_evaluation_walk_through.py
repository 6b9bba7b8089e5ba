"""The walk-through of docs/evaluation.md, run as it stands."""

import json
import secrets
from functools import partial
from pathlib import Path

from tests.system.court_system import CourtSystem
from tests.system.walking import commands, run


async def test_a_judge_is_evaluated_and_replies_before_anything_is_decided(system: CourtSystem, state: Path) -> None:
    court_id = f"walk-{secrets.token_hex(4)}"
    printed = await run(state, court_id, *commands("evaluation.md"))
    lines = [line for line in printed.splitlines() if '"previous_hash"' in line]
    entries = [json.loads(line) for line in lines]
    assert [entry["what"] for entry in entries] == [
        "opened", "figures_taken", "survey_taken", *["scored"] * 6, "drafted", "replied", "decided",
    ]  # fmt: skip
    assert entries[2]["data"]["answers"] == 5
    assert "Айгүл" not in "".join(lines)
    # Let through once, of five who wrote the same: in the results of programs and on the desk.
    assert printed.count('"The hall is cold."') == 1
    assert printed.count('<li class="said">The hall is cold.</li>') == 1
    assert json.loads(printed.split("\n")[-2]) == {"changed": True}, "the survey by mail was closed"
    told = await system.until("the decision is told", partial(steps, court_id))
    assert told == ["started", "part_given", "reply_awaited", "replied", "decision_awaited", "decided"]
    assert "Бағалауыңыз бойынша шешім қабылданды" in printed.splitlines()


def steps(court_id: str, system: CourtSystem) -> list[str] | None:
    """What was told of the evaluation, once all of it is."""
    about = [one.type for one in system.about(court_id=court_id) if one.type.startswith("court.evaluation.")]
    return [one.split(".")[2] for one in about] if len(about) == 6 else None

"""Draws of a running system wait for the beacon, with it that of one machine: each round is checked from outside."""

import asyncio
import hashlib
import json
import subprocess
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx
from py_arkworks_bls12381 import GT, G1Point, G2Point

from tests.system.conftest import TARAZY
from tests.system.court_system import CourtSystem
from tests.system.courts import a_case, a_request

Data = dict[str, Any]
TAG = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"


def is_signed(public_key: str, number: int, signature: str) -> bool:
    """As drand's specification says it, without the service's own code."""
    message = G1Point.hash_to_curve(hashlib.sha256(number.to_bytes(8, "big")).digest(), TAG)
    point, key = G1Point.from_compressed_bytes(bytes.fromhex(signature)), bytes.fromhex(public_key)
    return bool(GT.pairing_check([point, -message], [G2Point(), G2Point.from_compressed_bytes(key)]))


async def test_every_draw_carries_a_round_that_was_not_out_when_the_case_came_in(
    system: CourtSystem, court: Data, today: Any, state: Path, tmp_path: Path
) -> None:
    court_id = court["court"]["court_id"]
    cases = [a_case(court_id) for _ in range(12)]
    registered = [await system.publish("case.registered", case) for case in cases]
    requested = [await system.publish("hearing.requested", a_request(case, today=today)) for case in cases]
    drawn = [await system.answer_to(event, "case.allocated") for event in registered]
    answers = [await system.answer_to(event, "hearing.scheduled") for event in requested]
    judges = {told.data["case_id"]: told.data["person_id"] for told in drawn}
    for answer in answers:
        assert answer.data["person_ids"]["judges"] == [judges[answer.data["case_id"]]]
    scheduling = json.loads((state / "endpoints.json").read_text())["services"]["scheduling"]["url"]
    async with httpx.AsyncClient(base_url=scheduling) as http:
        beacon = (await http.get("/beacon")).json()
        export = (await http.get(f"/courts/{court_id}/draws")).text
        metrics = (await http.get("/metrics")).text
        shown = [(await http.get(f"/cases/{case['case_id']}/draws")).json()["draws"][0] for case in cases]
    assert beacon["chain"].startswith("development-")
    genesis, period = datetime.fromisoformat(beacon["genesis"]), timedelta(seconds=beacon["period_seconds"])
    draws = [data for line in export.splitlines() if "proof" in (data := json.loads(line).get("data") or {})]
    assert {case["case_id"] for case in cases} <= {draw["case_id"] for draw in draws}
    for draw in draws:
        round_of = draw["proof"]["seed"]["beacon"]
        assert round_of["chain"] == beacon["chain"]
        assert is_signed(beacon["public_key"], round_of["round"], round_of["signature"])
        assert hashlib.sha256(bytes.fromhex(round_of["signature"])).hexdigest() == round_of["randomness"]
    assert "tarazy_draws_without_beacon_total 0.0" in metrics
    for draw in shown:
        came_out = genesis + (draw["proof"]["seed"]["beacon"]["round"] - 1) * period
        late = datetime.fromisoformat(draw["drawn_at"]) - came_out
        assert timedelta() <= late < timedelta(seconds=5), "drawn after its round came out, and not long after"
    ledger = tmp_path / "draws.jsonl"
    ledger.write_text(export)
    verify = partial(subprocess.run, [TARAZY, "verify-draws", ledger], capture_output=True, text=True)
    checked = await asyncio.to_thread(verify)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "are right" in checked.stdout

"""What is hashed of a draw, byte for byte."""

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from tarazy_scheduling.domain.draw.proof import Drawing, canonical, draw_id_of, drawn, inputs
from tarazy_scheduling.domain.facts import Excluded
from tarazy_scheduling.domain.model.drawing import DrawTerms, LedgerHead
from tarazy_shared.beacons.beacon import Beacon
from tarazy_shared.tickets import Candidate, Standing

VECTORS = Path(__file__).parents[3] / "data" / "draws"
WHOLE = st.integers(-(10**15), 10**15)
CANDIDATES = st.lists(st.builds(Candidate, st.uuids(), st.integers(1, 2000), WHOLE, st.integers(0, 10**15)))
EXCLUDED = st.lists(st.builds(Excluded, st.uuids(), st.sampled_from(["absent", "recused"])))


@given(st.text(), st.uuids(), st.integers(1, 99), st.text(), CANDIDATES, EXCLUDED)
def test_inputs_are_written_as_canonical_json_has_them(
    court_id: str, case_id: UUID, version: int, rule: str, candidates: list[Candidate], excluded: list[Excluded]
) -> None:
    held = [
        {"person_id": str(one.person_id), "score": one.score, "share": one.share, "tickets": one.tickets}
        for one in candidates
    ]
    out = [{"person_id": str(one.person_id), "excluded": one.excluded} for one in excluded]
    expected = {
        "attempt": version,
        "beta": "1/2",
        "candidates": held + out,
        "case_id": str(case_id),
        "court_id": court_id,
        "reason": "by_hand",
        "rule": rule,
    }
    drawing = Drawing(court_id, case_id, version, "by_hand")
    assert inputs(drawing, rule, "1/2", candidates, excluded) == canonical(expected)


@given(
    st.text(), st.text(), st.sampled_from([None, Beacon("chain", 7, "ab", "cd")]), st.integers(0, 10**9),
    st.lists(st.uuids(), max_size=2),
)  # fmt: skip
def test_the_hash_of_a_record_is_that_of_canonical_json(
    court_id: str, rule: str, beacon: Beacon | None, before: int, panel: list[UUID]
) -> None:
    terms = DrawTerms(secret="ab" * 32, secret_commitment="cd" * 32, rule=rule)
    drawing = Drawing(court_id, UUID(int=1), 2, "by_hand", panel=tuple(panel), beacon=beacon)
    person_id, proof = drawn(drawing, [Standing(UUID(int=3), 1000, 0)], (), terms, LedgerHead(before, "e" * 64))
    record = {
        "attempt": 2,
        "beacon": [beacon.chain, beacon.round, beacon.randomness, beacon.signature] if beacon else None,
        "beta": "1/2",
        "case_id": str(UUID(int=1)),
        "court_id": court_id,
        "draw_id": str(draw_id_of(court_id, before + 1)),
        "inputs_hash": proof.inputs_hash,
        "number": before + 1,
        "panel": [str(one) for one in panel],
        "person_id": str(person_id),
        "previous_hash": "e" * 64,
        "reason": "by_hand",
        "rule": rule,
        "secret_commitment": "cd" * 32,
        "version": 2,
    }
    assert proof.hash == hashlib.sha256(canonical(record)).hexdigest()


def test_draws_of_the_committed_ledgers_come_out_the_same() -> None:
    for name in ("right.jsonl", "right-without-a-beacon.jsonl"):
        for line in (VECTORS / name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            repeated, proof = _repeated(record["data"], record["secret"])
            told = record["data"]["proof"]
            assert str(repeated) == record["data"]["person_id"], name
            assert [one.tickets for one in proof.candidates if isinstance(one, Candidate)] == [
                one["tickets"] for one in told["candidates"] if "tickets" in one
            ]
            assert (proof.inputs_hash, proof.number, proof.hash) == (told["inputs_hash"], told["number"], told["hash"])


def _repeated(data: dict[str, Any], secret: str) -> Any:
    """The draw that a record tells of, once more by the domain."""
    proof = data["proof"]
    beacon, (numerator, denominator) = proof["seed"].get("beacon"), proof["beta"].split("/")
    terms = DrawTerms(
        secret=secret,
        secret_commitment=proof["seed"]["secret_commitment"],
        rule=proof["rule"],
        beta_numerator=int(numerator),
        beta_denominator=int(denominator),
    )
    standings = [
        Standing(UUID(one["person_id"]), one["share"], int(one["score"].split("/")[0]))
        for one in proof["candidates"]
        if "tickets" in one
    ]
    excluded = tuple(
        Excluded(UUID(one["person_id"]), one["excluded"]) for one in proof["candidates"] if "excluded" in one
    )
    round_of = Beacon(**beacon) if beacon else None
    drawing = Drawing(data["court_id"], UUID(data["case_id"]), data["version"], data["reason"], beacon=round_of)
    return drawn(drawing, standings[::-1], excluded, terms, LedgerHead(proof["number"] - 1, proof["previous_hash"]))

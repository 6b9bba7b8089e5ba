"""The proof of a draw: what is hashed and how. `verify_draws` says again, by itself, how anybody checks it.

Canonical JSON is UTF-8 with sorted names, no white space and no escapes that JSON does not ask for.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from tarazy_scheduling.domain.draw import Standing, holder, number_below, tickets
from tarazy_scheduling.domain.facts import (
    AllocationReason,
    Candidate,
    Excluded,
    Proof,
)
from tarazy_scheduling.domain.model.drawing import Beacon, DrawTerms, LedgerHead


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a draw is about."""

    court_id: str
    case_id: UUID
    version: int
    """Of the allocation to be; it numbers the attempts as well."""
    reason: AllocationReason


def canonical(value: Any) -> bytes:
    """JSON in its one form."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def commitment_to(secret: str) -> str:
    """What is published of a secret ahead: SHA-256 of its bytes."""
    return hashlib.sha256(bytes.fromhex(secret)).hexdigest()


def seed_of(secret: str, beacon: Beacon | None, case_id: UUID, inputs_hash: str, attempt: int) -> str:
    """SHA-256 of one line: secret, beacon value (nothing without one), case, inputs and attempt with bars between."""
    line = f"{secret}|{beacon.randomness if beacon else ''}|{case_id}|{inputs_hash}|{attempt}"
    return hashlib.sha256(line.encode()).hexdigest()


def draw_id_of(court_id: str, number: int) -> UUID:
    """The id of a court's draw of a number."""
    return uuid5(NAMESPACE_URL, f"tarazy:{court_id}:draw:{number}")


def drawn(
    drawing: Drawing, standings: Iterable[Standing], excluded: tuple[Excluded, ...], terms: DrawTerms, head: LedgerHead
) -> tuple[UUID, Proof]:
    """Draw, and prove it: the judge and the next link of the chain."""
    candidates = tickets(tuple(standings), (terms.beta_numerator, terms.beta_denominator))
    beta = f"{terms.beta_numerator}/{terms.beta_denominator}"
    inputs_hash = _inputs_hash(drawing, terms.rule, beta, (*candidates, *excluded))
    seed = seed_of(terms.secret, terms.beacon, drawing.case_id, inputs_hash, drawing.version)
    person_id = holder(candidates, number_below(seed, sum(one.tickets for one in candidates)))
    unsealed = Proof(
        rule=terms.rule,
        beta=beta,
        candidates=(*candidates, *excluded),
        inputs_hash=inputs_hash,
        secret_commitment=terms.secret_commitment,
        beacon=terms.beacon,
        attempt=drawing.version,
        number=head.number + 1,
        previous_hash=head.hash,
        hash="",
    )
    return person_id, _sealed(drawing, person_id, unsealed)


def _inputs_hash(drawing: Drawing, rule: str, beta: str, candidates: tuple[Candidate | Excluded, ...]) -> str:
    """Of everything that decides the chances, frozen before the seed is known."""
    inputs = {
        "attempt": drawing.version,
        "beta": beta,
        "candidates": [_candidate(one) for one in candidates],
        "case_id": str(drawing.case_id),
        "court_id": drawing.court_id,
        "reason": drawing.reason,
        "rule": rule,
    }
    return hashlib.sha256(canonical(inputs)).hexdigest()


def _candidate(one: Candidate | Excluded) -> dict[str, Any]:
    if isinstance(one, Excluded):
        return {"excluded": one.excluded, "person_id": str(one.person_id)}
    return {"person_id": str(one.person_id), "score": one.score, "share": one.share, "tickets": one.tickets}


def _sealed(drawing: Drawing, person_id: UUID, proof: Proof, panel: tuple[UUID, ...] = ()) -> Proof:
    """The proof with its hash, which covers the whole record: the inputs by their own hash, and the link before."""
    beacon = proof.beacon
    record = {
        "beacon": beacon and [beacon.chain, beacon.round, beacon.randomness, beacon.signature],
        "attempt": proof.attempt,
        "beta": proof.beta,
        "case_id": str(drawing.case_id),
        "court_id": drawing.court_id,
        "draw_id": str(draw_id_of(drawing.court_id, proof.number)),
        "inputs_hash": proof.inputs_hash,
        "number": proof.number,
        "panel": [str(one) for one in panel],
        "person_id": str(person_id),
        "previous_hash": proof.previous_hash,
        "reason": drawing.reason,
        "rule": proof.rule,
        "secret_commitment": proof.secret_commitment,
        "version": drawing.version,
    }
    return Proof(
        rule=proof.rule,
        beta=proof.beta,
        candidates=proof.candidates,
        inputs_hash=proof.inputs_hash,
        secret_commitment=proof.secret_commitment,
        beacon=beacon,
        attempt=proof.attempt,
        number=proof.number,
        previous_hash=proof.previous_hash,
        hash=hashlib.sha256(canonical(record)).hexdigest(),
    )

"""The proof of a draw: what is hashed and how. `verify_draws` says again, by itself, how anybody checks it.

Canonical JSON is UTF-8 with sorted names, no white space and no escapes that JSON does not ask for.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from tarazy_shared.beacons.beacon import Beacon
from tarazy_shared.tickets import Candidate, Standing, picked, tickets

from tarazy_scheduling.domain.facts import Excluded, Proof
from tarazy_scheduling.domain.model.drawing import AllocationReason, DrawTerms, LedgerHead

RELATED = "tarazy-related-1"
"""A case filed again goes to the judge first drawn, who holds all tickets."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a draw is about."""

    court_id: str
    case_id: UUID
    version: int
    """Of the allocation to be; it numbers the attempts as well."""
    reason: AllocationReason
    panel: tuple[UUID, ...] = ()
    """Who sit beside already, and stay."""
    beacon: Beacon | None = None
    """The round that the case has waited for; None marks a draw without one."""
    related_case_id: UUID | None = None
    """Under the rule for cases filed again, the one that was the same before."""


def canonical(value: Any) -> bytes:
    """JSON in its one form."""
    return _ENCODER.encode(value).encode()


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
    frozen = _freeze(drawing, tuple(standings), excluded, terms)
    [person_id] = picked(frozen.candidates, frozen.seed, 1)
    return person_id, _proof(drawing, frozen, excluded, terms, head, person_id, drawing.panel)


def drawn_beside(
    drawing: Drawing,
    presides: UUID,
    seats: int,
    standings: Iterable[Standing],
    excluded: tuple[Excluded, ...],
    terms: DrawTerms,
    head: LedgerHead,
) -> tuple[tuple[UUID, ...], Proof]:
    """Draw for so many seats beside the judge who presides, and prove it: the whole panel and the next link."""
    frozen = _freeze(drawing, tuple(standings), excluded, terms)
    panel = (*drawing.panel, *picked(frozen.candidates, frozen.seed, seats))
    return panel, _proof(drawing, frozen, excluded, terms, head, presides, panel)


@dataclass(frozen=True, slots=True)
class _Frozen:
    """What was fixed before the seed was known, and the seed."""

    candidates: tuple[Candidate, ...]
    beta: str
    inputs_hash: str
    seed: str


def _freeze(
    drawing: Drawing, standings: Sequence[Standing], excluded: tuple[Excluded, ...], terms: DrawTerms
) -> _Frozen:
    candidates = tickets(standings, (terms.beta_numerator, terms.beta_denominator))
    beta = f"{terms.beta_numerator}/{terms.beta_denominator}"
    inputs_hash = hashlib.sha256(inputs(drawing, terms.rule, beta, candidates, excluded)).hexdigest()
    seed = seed_of(terms.secret, drawing.beacon, drawing.case_id, inputs_hash, drawing.version)
    return _Frozen(candidates, beta, inputs_hash, seed)


def _proof(
    drawing: Drawing,
    frozen: _Frozen,
    excluded: tuple[Excluded, ...],
    terms: DrawTerms,
    head: LedgerHead,
    person_id: UUID,
    panel: tuple[UUID, ...],
) -> Proof:
    record = _record(drawing, terms, head, frozen.inputs_hash, person_id, panel)
    return Proof(
        rule=terms.rule,
        beta=frozen.beta,
        candidates=(*frozen.candidates, *excluded),
        inputs_hash=frozen.inputs_hash,
        secret_commitment=terms.secret_commitment,
        beacon=drawing.beacon,
        attempt=drawing.version,
        number=head.number + 1,
        previous_hash=head.hash,
        hash=hashlib.sha256(record).hexdigest(),
    )


def inputs(
    drawing: Drawing, rule: str, beta: str, candidates: Sequence[Candidate], excluded: Iterable[Excluded]
) -> bytes:
    """Everything that decides the chances, in canonical JSON; its hash is frozen before the seed is known.

    Written out: for 40 candidates `canonical` takes four times as long. What stands between quotes here are ids,
    numbers and our own codes, which JSON takes as they are.
    """
    # Judges have few different shares, and each stands twice.
    rest = {share: f'/{share}","share":{share},"tickets":' for share in {one.share for one in candidates}}
    listed = [
        f'{{"person_id":"{_id(person_id)}","score":"{surplus}{rest[share]}{held}}}'
        for person_id, share, surplus, held in candidates
    ]
    listed += [f'{{"excluded":"{one.excluded}","person_id":"{_id(one.person_id)}"}}' for one in excluded]
    related = f'"related_case_id":"{drawing.related_case_id}",' if drawing.related_case_id else ""
    text = (
        f'{{"attempt":{drawing.version},"beta":"{beta}","candidates":[{",".join(listed)}],'
        f'"case_id":"{drawing.case_id}","court_id":{_quoted(drawing.court_id)},'
        f'"reason":"{drawing.reason}",{related}"rule":{_quoted(rule)}}}'
    )
    return text.encode()


def _record(
    drawing: Drawing,
    terms: DrawTerms,
    head: LedgerHead,
    inputs_hash: str,
    person_id: UUID,
    panel: tuple[UUID, ...],
) -> bytes:
    """The whole of a draw in canonical JSON: the inputs by their own hash, and the link before."""
    beacon = drawing.beacon
    record = {
        "attempt": drawing.version,
        "beacon": beacon and [beacon.chain, beacon.round, beacon.randomness, beacon.signature],
        "beta": f"{terms.beta_numerator}/{terms.beta_denominator}",
        "case_id": str(drawing.case_id),
        "court_id": drawing.court_id,
        "draw_id": str(draw_id_of(drawing.court_id, head.number + 1)),
        "inputs_hash": inputs_hash,
        "number": head.number + 1,
        "panel": [str(one) for one in panel],
        "person_id": str(person_id),
        "previous_hash": head.hash,
        "reason": drawing.reason,
        "rule": terms.rule,
        "secret_commitment": terms.secret_commitment,
        "version": drawing.version,
    }
    if drawing.related_case_id:
        record["related_case_id"] = str(drawing.related_case_id)
    return canonical(record)


_quoted = _ENCODER.encode
_id = lru_cache(maxsize=100_000)(str)
"""A person's id as text: the same judges are candidates again and again."""

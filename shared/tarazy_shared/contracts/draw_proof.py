"""What anybody needs to repeat a draw and find the same judge. Integers and fractions, never floats."""

from typing import Annotated

from pydantic import Field

from tarazy_shared.contracts.event import Facts
from tarazy_shared.contracts.fields import Code, Count, Hash, Hex, Id, Text, Version

Exact = int | Text
"""An integer, or a fraction as text such as `1/2`."""


class Candidate(Facts):
    """Somebody who could be drawn, with what decided the chances."""

    person_id: Id
    share: Exact
    score: Exact
    tickets: Exact


class ExcludedCandidate(Facts):
    """Somebody who could not be drawn, and why (a code)."""

    person_id: Id
    excluded: Code


class Beacon(Facts):
    """A round of a public randomness beacon, fixed before it was known."""

    chain: Text
    round: Count
    randomness: Hex
    signature: Hex


class Seed(Facts):
    """What the draw's randomness is made of: nobody could choose it, nobody could foresee it."""

    secret_commitment: Hex
    beacon: Beacon | None = None
    attempt: Annotated[int, Field(ge=0)]


class Proof(Facts):
    """One link in the court's chain of draws."""

    rule: Text
    beta: Exact
    candidates: tuple[Candidate | ExcludedCandidate, ...]
    inputs_hash: Hash
    seed: Seed
    number: Version
    """1, 2, … without a gap in a court."""
    previous_hash: Hash
    """64 zeros for the first of a court."""
    hash: Hash

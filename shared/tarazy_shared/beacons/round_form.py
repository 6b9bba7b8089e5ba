"""A round as it is written: a JSON object with round, randomness and signature."""

import json
from dataclasses import dataclass, field
from typing import Any

from tarazy_shared.beacons.source import RoundRefused


@dataclass(frozen=True, slots=True)
class WrittenRound:
    """A round as somebody wrote it; nothing of it is checked but its form."""

    number: int
    randomness: str
    signature: str
    commitments: dict[str, str] = field(default_factory=dict)
    """Of a round that institutions made together: by their names, the hashes that each published ahead."""


def read_round(number: int, text: str | bytes) -> WrittenRound:
    """The round that was asked for. Raises `RoundRefused` for anything else."""
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError) as error:  # whoever gives it may nest it as deep as it pleases
        raise RoundRefused(number, ("malformed", "no JSON")) from error
    if not isinstance(value, dict):
        raise RoundRefused(number, ("malformed", "no JSON object"))
    told, randomness, signature = (value.get(name) for name in ("round", "randomness", "signature"))
    if type(told) is not int or not isinstance(randomness, str) or not isinstance(signature, str):
        raise RoundRefused(number, ("malformed", "round, randomness or signature is missing or of a wrong kind"))
    if told != number:
        raise RoundRefused(number, ("wrong_round", f"it is round {told}"))
    commitments = value.get("commitments", {})
    if not isinstance(commitments, dict) or not all(isinstance(one, str) for one in commitments.values()):
        raise RoundRefused(number, ("malformed", "commitments are no texts by name"))
    return WrittenRound(number, randomness, signature, commitments)

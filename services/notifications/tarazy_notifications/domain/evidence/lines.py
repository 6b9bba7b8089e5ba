"""Words of which a part can be handed out: each line is hashed by itself, with a salt of its own.

A digest tells of many hearings. In the proof of one of them stands what it says of that one; of the other lines their
hashes, so that the whole can be checked and nobody reads them.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from tarazy_shared.audit_chain import canonical


@dataclass(frozen=True, slots=True)
class CaseNumbers:
    """The case that a proof is about, and the others that a digest names."""

    own: str
    others: Sequence[str]


def hashed(lines: Sequence[str], sha256_of_bytes: str, salt: bytes) -> str:
    """What stands for the lines in the chain."""
    hashes = [sha256(canonical(_open(line, salt, number))).hexdigest() for number, line in enumerate(lines)]
    return sha256(canonical(_bound(hashes, sha256_of_bytes, salt))).hexdigest()


def handed_out(lines: Sequence[str], sha256_of_bytes: str, salt: bytes, cases: CaseNumbers | None) -> dict[str, Any]:
    """The lines with those that are about other cases withheld; all of them where nobody knows which these are."""
    hidden = withheld(lines, cases) if cases else range(len(lines))
    shown = []
    for number, line in enumerate(lines):
        said = _open(line, salt, number)
        shown.append({"hash": sha256(canonical(said)).hexdigest()} if number in hidden else said)
    return _bound(shown, sha256_of_bytes, salt)


def withheld(lines: Sequence[str], cases: CaseNumbers) -> Collection[int]:
    """Which lines name other cases alone, or are set in under one that does."""
    found, head_is_of_others = set(), False
    for number, line in enumerate(lines):
        of_others = not _names(line, [cases.own]) and _names(line, cases.others)
        if line.startswith("  "):
            of_others = of_others or (head_is_of_others and not _names(line, [cases.own]))
        else:
            head_is_of_others = of_others
        if of_others:
            found.add(number)
    return found


def _names(line: str, numbers: Collection[str]) -> bool:
    return any(re.search(rf"(?<![\w/-]){re.escape(one)}(?![\w/-])", line) for one in numbers if one)


def _open(line: str, salt: bytes, number: int) -> dict[str, Any]:
    return {"salt": sha256(salt + number.to_bytes(4)).hexdigest()[:32], "said": line}


def _bound(lines: Sequence[Any], sha256_of_bytes: str, salt: bytes) -> dict[str, Any]:
    # Not the salt itself: with it whoever has the document could guess what was withheld.
    return {"lines": list(lines), "salt": sha256(b"whole" + salt).hexdigest()[:32], "sha256": sha256_of_bytes}

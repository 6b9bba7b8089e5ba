#!/usr/bin/env python3
"""Check exported draws: that each judge is the one whom chance chose, and that no draw was changed, dropped or added.

    python3 verify_draws.py FILE...        exit status 0: all is right, 1: something is wrong, 2: a file cannot be read

Python's standard library is all that it needs; it reads as the specification of `tarazy-draw-1`. An export has one
draw a line, in order: {"type", "secret", "data"}, as `GET {scheduling}/courts/{court_id}/draws` gives it. `data` is
what was told in the event; `secret` is null until the day of the draw is over.
"""

import hashlib
import json
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

BEFORE_THE_FIRST = "0" * 64
FIRST, AGAIN = "court.case.allocated.v1", "court.case.reallocated.v1"
RULES = ("tarazy-draw-1", "tarazy-related-1")
FIELDS = {"case_id", "court_id", "version", "person_id", "draw_id", "reason", "proof"}
OF_PROOF = {"rule", "beta", "candidates", "inputs_hash", "seed", "number", "previous_hash", "hash"}


@dataclass
class Finding:
    """What is known of a court's draws after the last line that was right."""

    court_id: str = ""
    first: int = 0
    last: int = 0
    hash: str = BEFORE_THE_FIRST
    closed: int = 0
    """Draws whose secret is not open yet: all but the choice itself was checked."""
    judges: dict[str, str] = field(default_factory=dict)


class Wrong(Exception):
    """What is wrong with a record."""


def check(lines: Iterable[str]) -> Finding:
    """Check one court's export. Raises Wrong for the first record that is not as it must be."""
    found = Finding()
    for place, line in enumerate(lines, 1):
        try:
            check_record(json.loads(line), found)
        except (Wrong, ValueError, KeyError, TypeError, AttributeError) as error:
            what = error if isinstance(error, Wrong) else f"cannot be read ({type(error).__name__}: {error})"
            raise Wrong(f"line {place}: {what}") from None
    return found


def check_record(record: dict[str, Any], found: Finding) -> None:
    """Check one draw as the one that follows what was found so far."""
    must(record.keys() == {"type", "secret", "data"}, "a record has type, secret and data")
    data, proof = record["data"], record["data"]["proof"]
    must(FIELDS <= data.keys() <= FIELDS | {"panel", "related_case_id"}, "fields are missing or of nobody's making")
    must(proof.keys() == OF_PROOF, "the proof's fields are not those of a proof")
    must(proof["rule"] == RULES["related_case_id" in data], f"the rule {proof['rule']} is not known here")
    must(record["type"] == (FIRST if data["version"] == 1 else AGAIN), "type and version do not fit")
    check_link(data, proof, found)
    check_chances(data, proof)
    alone, judge = data["version"] == len(proof["candidates"]) == 1, data["person_id"]
    first = found.judges.get(data.get("related_case_id"), judge if found.first > 1 else "")
    must("related_case_id" not in data or (alone and first == judge), "a case filed again stays with its first judge")
    found.judges.setdefault(data["case_id"], judge if data["version"] == 1 else "")
    if record["secret"] is None:
        found.closed += 1
    else:
        check_choice(data, proof, record["secret"])


def check_link(data: dict[str, Any], proof: dict[str, Any], found: Finding) -> None:
    """The record is the next link of the court's chain, and its hash covers all of it."""
    number, court = proof["number"], data["court_id"]
    if not found.court_id:
        found.court_id, found.first, found.hash = court, number, proof["previous_hash"]
        must(number != 1 or found.hash == BEFORE_THE_FIRST, "the first draw follows none, so 64 zeros")
    else:
        must(court == found.court_id, f"a draw of {court} among those of {found.court_id}")
        must(number == found.last + 1, f"draw {number} does not follow draw {found.last}")
    must(proof["previous_hash"] == found.hash, "previous_hash is not the hash of the draw before")
    draw_id = str(uuid.uuid5(uuid.NAMESPACE_URL, f"tarazy:{court}:draw:{number}"))
    must(data["draw_id"] == draw_id, "draw_id does not follow from court and number")
    seed = proof["seed"]
    must(seed["attempt"] == data["version"], "the attempt is not counted by the version")
    beacon = seed.get("beacon")
    whole = {name: data[name] for name in (FIELDS - {"proof"}) | (data.keys() & {"related_case_id"})}
    whole |= {name: proof[name] for name in ("beta", "inputs_hash", "number", "previous_hash", "rule")}
    whole |= {"attempt": seed["attempt"], "secret_commitment": seed["secret_commitment"]}
    whole["beacon"] = beacon and [beacon[name] for name in ("chain", "round", "randomness", "signature")]
    whole["panel"] = data.get("panel", [])
    must(sha256(canonical(whole)) == proof["hash"], "hash is not the hash of the record")
    found.last, found.hash = number, proof["hash"]


def check_chances(data: dict[str, Any], proof: dict[str, Any]) -> None:
    """The inputs are those that were frozen, and the tickets follow from shares and scores."""
    inputs = {name: data[name] for name in {"case_id", "court_id", "reason"} | (data.keys() & {"related_case_id"})}
    inputs |= {name: proof[name] for name in ("beta", "candidates", "rule")}
    inputs["attempt"] = proof["seed"]["attempt"]
    must(sha256(canonical(inputs)) == proof["inputs_hash"], "inputs_hash is not the hash of the inputs")
    holders = [one for one in proof["candidates"] if "tickets" in one]
    must(bool(holders), "nobody holds a ticket")
    must(holders == sorted(holders, key=burden), "candidates are not in the order of what they carry")
    p, q = Fraction(proof["beta"]).as_integer_ratio()
    total = carry_more = sum(one["share"] for one in holders)
    for one in holders:
        share = one["share"]
        carry_more -= share
        held = (q - p) * share * total + p * (share * share + 2 * share * carry_more)
        must(one["tickets"] == held, f"{one['person_id']} holds {one['tickets']} tickets instead of {held}")


def check_choice(data: dict[str, Any], proof: dict[str, Any], secret: str) -> None:
    """The secret is the one committed to, and picks those of judge and panel who hold tickets; the others stay."""
    must(secret == bytes.fromhex(secret).hex(), "the secret is not written in small digits alone")
    must(sha256(bytes.fromhex(secret)) == proof["seed"]["secret_commitment"], "the secret is not the one committed to")
    beacon = proof["seed"].get("beacon")
    if beacon:
        randomness = sha256(bytes.fromhex(beacon["signature"]))
        must(randomness == beacon["randomness"], "the beacon's randomness is not the hash of its signature")
    value = beacon["randomness"] if beacon else ""
    seed = sha256(f"{secret}|{value}|{data['case_id']}|{proof['inputs_hash']}|{data['version']}".encode())
    left = {one["person_id"]: one["tickets"] for one in proof["candidates"] if "tickets" in one}
    drawn = [one for one in (data["person_id"], *data.get("panel", [])) if one in left]
    must(bool(drawn), "nobody who held a ticket was drawn")
    for seat, person_id in enumerate(drawn, 1):
        ticket = number_below(seed if seat == 1 else sha256(f"{seed}|{seat}".encode()), sum(left.values()))
        chosen = next(one for one in left if (ticket := ticket - left[one]) < 0)
        must(chosen == person_id, f"the draw chose {chosen}")
        del left[chosen]


def number_below(seed: str, total: int) -> int:
    """The seed's next 16 hexadecimal digits as a number, those passed over that would favour low remainders."""
    fair = 2**64 - 2**64 % total
    while True:
        for place in range(0, len(seed), 16):
            number = int(seed[place : place + 16], 16)
            if number < fair:
                return number % total
        seed = sha256(seed.encode())


def burden(one: dict[str, Any]) -> tuple[Fraction, str]:
    """Whoever carries least per share comes first; of equals, the lower id."""
    surplus, share = one["score"].split("/")
    must(int(share) == one["share"], f"{one['person_id']}: the score is not of this share")
    return Fraction(int(surplus), int(share)), one["person_id"]


def canonical(value: Any) -> bytes:
    """JSON in its one form: UTF-8, sorted names, no white space, nothing escaped that need not be."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sha256(data: bytes) -> str:
    """In hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def must(holds: bool, otherwise: str) -> None:
    """Raise Wrong unless it holds."""
    if not holds:
        raise Wrong(otherwise)


def report(files: Iterable[str]) -> Iterator[tuple[bool, str]]:
    """For each file whether it is right, and a sentence. Raises OSError for one that cannot be read."""
    for name in files:
        with open(name, encoding="utf-8") as file:
            try:
                found = check(line for line in file if line.strip())
            except Wrong as error:
                yield False, f"{name}: {error}"
                continue
        kept = f", {found.closed} of them not opened yet" if found.closed else ""
        start = "" if found.first <= 1 else f"; what came before draw {found.first} was not looked at"
        count = found.last - found.first + 1 if found.court_id else 0
        yield True, f"{name}: {count} draws of {found.court_id or 'no court'} are right{kept}{start}"


def main() -> int:
    """Check the files named on the command line."""
    try:
        results = list(report(sys.argv[1:]))
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)  # noqa: T201
        return 2
    for _, sentence in results:
        print(sentence)  # noqa: T201
    return 0 if all(right for right, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main())

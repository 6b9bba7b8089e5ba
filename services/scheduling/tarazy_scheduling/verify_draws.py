#!/usr/bin/env python3
"""Check exported draws: that each judge is the one whom chance chose, and that no record was changed, dropped or added.

Run `python3 verify_draws.py FILE...`: exit status 0: all is right, 1: something is wrong, 2: no ledger can be read. It
reads as the specification of `tarazy-draw-1`. A secret is null until its day is over; old files lack days."""

import hashlib
import json
import sys
import uuid
from datetime import date
from functools import reduce
from math import lcm
from typing import Any

CHAIN, CORRECTION, SEAL = "draw_secrets.published", "court.draws.corrected.v1", "court.draws.sealed.v1"
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode  # JSON's one form


class Wrong(Exception):
    """What is wrong with a record."""


def by_itself(line: bytes) -> tuple[bytes, Any]:
    """A line and its record, in which all is right that can be seen without those before."""
    record = json.loads(line.decode())
    data, proof = record["data"], record["data"].get("proof")
    if record["type"] in (CHAIN, SEAL):
        return line, record
    whole = {name: value for name, value in data.items() if name not in ("hash", "proof")}
    if record["type"] == CORRECTION:  # a judge's balance was put right by some minutes
        must(0 < data["draw_number"] < data["number"] and type(data["minutes"]) is int, "about no draw of before")
    else:
        check_draw(record, data, proof, whole := {"panel": []} | whole)
    its_id = uuid.uuid5(uuid.NAMESPACE_URL, f"tarazy:{data['court_id']}:draw:{whole['number']}")
    must(data.get("draw_id" if proof else "correction_id") == str(its_id), "the id is not of court and number")
    must(sha256(whole) == (proof or data)["hash"], "hash is not the hash of the record")
    return line, record


def check_draw(record: Any, data: Any, proof: Any, whole: Any) -> None:
    """A draw: its chances follow from the inputs, its seed from what nobody could choose, its judge from both."""
    beacon, again, version = (seed := proof["seed"]).get("beacon"), data.keys() & {"related_case_id"}, data["version"]
    must(proof["rule"] == f"tarazy-{'related' if again else 'draw'}-1", "the rule is not known here")
    must(record["type"] == f"court.case.{'re' * (version != 1)}allocated.v1", "type and version do not fit")
    fields = [len(data) - ("panel" in data), len(proof), len(seed) - ("beacon" in seed), len(beacon or "none")]
    must(fields == [7 + len(again), 8, 2, 4] and seed["attempt"] == version, "other fields than a draw's")
    whole |= {name: proof[name] for name in proof.keys() - {"candidates", "hash", "seed"}} | seed
    whole["beacon"] = beacon and [beacon[name] for name in ("chain", "round", "randomness", "signature")]
    tickets, listed = chances(proof["candidates"], *map(int, proof["beta"].split("/")))
    inputs = {name: whole[name] for name in again | {"attempt", "beta", "case_id", "court_id", "reason", "rule"}}
    inputs_hash = sha256(CANONICAL(inputs | {"candidates": []}).replace("[]", f"[{listed}]", 1))
    must(inputs_hash == proof["inputs_hash"], "inputs_hash is wrong")
    drawn = [one for one in (data["person_id"], *whole["panel"]) if one in tickets]
    proof["candidates"] = drawn, len(proof["candidates"])  # the next records need no more of them
    if (secret := record["secret"]) is None:
        return
    must(secret == bytes.fromhex(secret).hex() and hashed(secret, 1) == seed["secret_commitment"], "another secret")
    must(not beacon or hashed(beacon["signature"], 1) == beacon["randomness"], "randomness is no hash of the signature")
    seed = sha256(f"{secret}|{beacon['randomness'] if beacon else ''}|{data['case_id']}|{inputs_hash}|{version}")
    for seat, person_id in enumerate(drawn, 1):
        digits, place, total = sha256(f"{seed}|{seat}") if seat > 1 else seed, 0, sum(tickets.values())
        while (ticket := int(digits[place : place + 16], 16)) >= 2**64 - 2**64 % total:  # favours low remainders
            place, digits = (place + 16, digits) if place < 48 else (0, sha256(digits))
        ticket %= total
        chosen = next(one for one in tickets if (ticket := ticket - tickets[one]) < 0)
        must(chosen == person_id, f"the draw chose {chosen}")
        del tickets[chosen]  # nobody is drawn twice


def chances(candidates: Any, p: int, q: int) -> tuple[dict[str, int], str]:
    """The tickets that follow from shares and scores, whoever carries least per share first; the candidates' JSON."""
    rows = [(one["person_id"], one["score"], one["share"], one["tickets"]) for one in candidates if "tickets" in one]
    ids, scores, shares, held = zip(*rows, strict=True)
    total, carry_more, common, tickets, burdens = sum(shares), sum(shares), lcm(*shares), {}, []
    for person_id, score, share, _ in rows:
        carry_more -= share
        tickets[person_id] = share * ((q - p) * total + p * (share + 2 * carry_more))
        burdens.append((int(score.removesuffix(f"/{share}")) * (common // share), person_id))
    must(burdens == sorted(burdens) and len(tickets) == len(rows), "the candidates do not stand in their order")
    must((*tickets.values(),) == held, "the tickets are not those that follow from shares and scores")
    kinds = {*map(type, (*shares, *held)), *map(len, candidates[: len(rows)])}
    strange = "".join((*ids, *scores)).encode().translate(None, b"-/0123456789abcdef")
    must(kinds == {int, 4} and not strange, "a candidate has other fields than a candidate's")
    texts = ['{"person_id":"%s","score":"%s","share":%d,"tickets":%d}' % row for row in rows]  # noqa: UP031  fast
    return tickets, ",".join(texts + [CANONICAL(one) for one in candidates[len(rows) :]])


class Finding:
    """What is known of a court's ledger after the last line that was right. Days are counted from the year 1."""

    court_id, whole, first, last, hash = "", False, 1, 0, "0" * 64  # whole: begins with the first chain of secrets
    draws, closed, loose = 0, 0, 0  # closed: whose secret, and so the choice, is not open yet; loose: of no chain
    day, sealed, before = 0, 0, 0  # the day of this line, the last day with a seal, the last entry of that one
    file: Any = None  # SHA-256 of the lines from that seal on; None where the file lacks some of them
    chains: dict[str, list[Any]]  # by anchor: first day, number of days, newest link and its day
    cases: dict[Any, tuple[Any, ...]]  # who was drawn first, how many draws there were, who presides, who sit beside

    def check(self, record: Any) -> None:
        """The record follows those before. A file begins with the ledger or a seal, or something is not looked at."""
        kind, data, entry = record["type"], record["data"], record["data"].get("proof", record["data"])
        before, self.day = self.day, date.fromisoformat(record["day"]).toordinal() if "day" in record else 0
        if not self.court_id:
            self.court_id, self.chains, self.cases = data["court_id"], {}, {}
            self.sealed, self.whole, later = self.day - 1, kind == CHAIN, kind == SEAL or entry.get("number", 0) > 1
            if later:
                self.last, self.hash = entry["number"] - (kind != SEAL), entry.get("previous_hash") or entry["hash"]
            self.first, self.file = self.last + 1, None if later or not self.day else hashlib.sha256()
        must(data["court_id"] == self.court_id, f"a record of {data['court_id']} among those of {self.court_id}")
        must(self.day > max(before - 1, self.sealed) or self.day == before == 0, "the record is of a day that was over")
        must(len(record) == (5 if self.day and "proof" in data else 3), "the record has other fields than its type")
        if kind == CHAIN:  # published ahead: each secret is the SHA-256 of the next day's, the anchor that of the first
            anchor, begins = data["anchor"], date.fromisoformat(data["from_on"]).toordinal()
            must(bytes.fromhex(anchor).hex() == anchor not in self.chains and len(data) == 5, "this is no new chain")
            must(begins >= self.day + {"keeper": 1, "service": 0}[data["kept_by"]], "the chain was not published ahead")
            self.chains[anchor] = [begins, data["days"], anchor, begins]
        elif kind == SEAL:  # the day is over: its last entry, and the SHA-256 of its lines from the seal before on
            count, lines = self.last - self.before, self.file and self.file.hexdigest()
            must(self.day == self.sealed + 1 == date.fromisoformat(data["day"]).toordinal(), "not the day that follows")
            must((data["number"], data["hash"]) == (self.last, self.hash), f"the last is {self.last}, {self.hash}")
            must(not lines or (data["count"], data["sha256"]) == (count, lines), "the day's lines are not as sealed")
            must(not self.closed and len(data) == 6, "the day was sealed with a secret closed, or with other fields")
            self.sealed, self.before, self.file = self.day, self.last, hashlib.sha256()
        else:
            must(entry["number"] == self.last + 1, f"entry {entry['number']} does not follow entry {self.last}")
            must(entry["previous_hash"] == self.hash, "previous_hash is not the hash of the entry before")
            self.last, self.hash = entry["number"], entry["hash"]
        if "proof" in data:
            self.draws, self.closed = self.draws + 1, self.closed + (record["secret"] is None)
            self.check_commitment(record["chain"] if self.day else None, entry["seed"]["secret_commitment"])
            self.check_seats(data, *entry["candidates"])

    def check_commitment(self, chain: Any, commitment: str) -> None:
        """The hash of the day's secret, hashed once more for each day since the chain's first, is its anchor."""
        anchor, begins = (chain["anchor"], date.fromisoformat(chain["from"]).toordinal()) if chain else ("", 0)
        self.loose += not chain
        self.chains = ({anchor: [begins, 40_000, anchor, begins]} if chain and not self.whole else {}) | self.chains
        must(not chain or [self.chains.get(anchor, [0])[0], len(chain)] == [begins, 2], "no such chain was published")
        for known in [self.chains[anchor]] if chain else self.chains.values():
            of_it = 0 <= self.day - known[0] < known[1] and hashed(commitment, self.day - known[3]) == known[2]
            must(of_it == bool(chain), "the secret is not of the chain, or is of one and the record denies it")
            known[2:] = (commitment, self.day) if of_it else known[2:]

    def check_seats(self, data: Any, drawn: list[str], among: int) -> None:
        """Who was not drawn had that seat before; a case filed again goes to who was first drawn for the other."""
        version, judge, panel, later = data["version"], data["person_id"], data.get("panel", []), self.first > 1
        known = self.cases.get(data["case_id"], (None, version - 1, judge, *panel) if later else ("nobody", 0, ""))
        must(version == known[1] + 1, f"draw {known[1] + 1} of the case is missing")
        must(drawn and judge in (*drawn, known[2]) and {*drawn, *known[3:]} >= set(panel), "a seat was not drawn")
        first = self.cases.get(data.get("related_case_id"), (None if later else "nobody",))[0] or judge
        must("related_case_id" not in data or (version, judge, among) == (1, first, 1), "another judge than before")
        self.cases[data["case_id"]] = (judge if version == 1 else known[0], version, judge, *panel)


def hashed(digits: str, times: int) -> str:
    return reduce(lambda one, _: hashlib.sha256(bytes.fromhex(one)).hexdigest(), range(times), digits)


def sha256(value: Any) -> str:
    return hashlib.sha256((value if isinstance(value, str) else CANONICAL(value)).encode()).hexdigest()


def must(holds: Any, otherwise: str) -> None:
    if not holds:
        raise Wrong(otherwise)


def check(lines: Any, found: Finding | None = None, first: int = 1, each: Any = map) -> Finding:
    """Check one court's export. Raises Wrong for the first record that is not as it must be."""
    found, place = found or Finding(), first
    try:
        for line, record in each(by_itself, (one.encode() if isinstance(one, str) else one for one in lines)):
            found.check(record)
            (found.file or hashlib.sha256()).update(line)
            place += 1
    except (Wrong, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Wrong(f"line {place}: {error if isinstance(error, Wrong) else f'cannot be read ({error!r})'}") from None
    return found


def report(name: str, each: Any = map) -> tuple[int, str]:
    """The exit status for a file, and a sentence about it."""
    try:
        with open(name, "rb") as file:
            if b'"court_id"' not in file.peek():
                return 2, f"{name}: this is no ledger of draws"
            found = check((line for line in file if line.strip()), each=each)
    except (Wrong, OSError) as error:
        return (1, f"{name}: {error}") if isinstance(error, Wrong) else (2, f"{name}: {error.strerror}")
    said = f"{name}: {found.draws} draws of {found.court_id} are right"
    said += f", {found.closed} of them not opened yet" if found.closed else ""
    said += f", {found.loose} with a secret of no chain" if found.loose else ""
    said += f"; what came before entry {found.first} was not looked at" if found.first > 1 else ""
    return 0, f"{said}; the last entry is {found.last}, {found.hash}"


if __name__ == "__main__":
    results = [report(name) for name in sys.argv[1:]]
    print(*(sentence for _, sentence in results), sep="\n")  # noqa: T201
    sys.exit(max((status for status, _ in results), default=2))

#!/usr/bin/env python3
"""Check exported draws: that each judge is the one whom chance chose, and that no record was changed, dropped or added.

Run `python3 verify_draws.py FILE...`: exit status 0: all is right, 1: something is wrong, 2: a file cannot be read. It
reads as the specification of `tarazy-draw-1`. A secret is null until its day is over; old files lack days."""

import hashlib
import json
import sys
import uuid
from datetime import date
from math import lcm
from typing import Any

CHAIN, CORRECTION, SEAL = "draw_secrets.published", "court.draws.corrected.v1", "court.draws.sealed.v1"
CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Wrong(Exception):
    """What is wrong with a record."""


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
        day = date.fromisoformat(record["day"]).toordinal() if "day" in record else 0
        if not self.court_id:
            self.court_id, self.chains, self.cases = data["court_id"], {}, {}
            self.sealed, self.whole, later = day - 1, kind == CHAIN, kind == SEAL or entry.get("number", 0) > 1
            if later:
                self.last, self.hash = entry["number"] - (kind != SEAL), entry.get("previous_hash") or entry["hash"]
            self.first, self.file = self.last + 1, None if later or not day else hashlib.sha256()
        must(data["court_id"] == self.court_id, f"a record of {data['court_id']} among those of {self.court_id}")
        must(day > max(self.day - 1, self.sealed) or day == self.day == 0, "the record is of a day that was over")
        self.day, checks = day, {CHAIN: self.check_chain, CORRECTION: self.check_correction, SEAL: self.check_seal}
        must(len(record) == (3 if kind in checks or not day else 5), "the record has other fields than its type")
        checks[kind](data) if kind in checks else self.check_draw(data, record)

    def check_chain(self, data: Any) -> None:
        """A chain is published ahead: each secret is the SHA-256 of the next day's, the anchor that of the first."""
        anchor, begins = data["anchor"], date.fromisoformat(data["from_on"]).toordinal()
        must(bytes.fromhex(anchor).hex() == anchor not in self.chains and len(data) == 5, "this is no new chain")
        must(begins >= self.day + {"keeper": 1, "service": 0}[data["kept_by"]], "the chain was not published ahead")
        self.chains[anchor] = [begins, data["days"], anchor, begins]

    def check_draw(self, data: Any, record: Any) -> None:
        """A draw: its chances follow from the inputs, its seed from what nobody could choose, its judge from both."""
        proof, seed, beacon = data["proof"], data["proof"]["seed"], data["proof"]["seed"].get("beacon")
        again = data.keys() & {"related_case_id"}
        must(proof["rule"] == f"tarazy-{'related' if again else 'draw'}-1", "the rule is not known here")
        must(record["type"] == f"court.case.{'re' * (data['version'] != 1)}allocated.v1", "type and version do not fit")
        fields = [len(data) - ("panel" in data), len(proof), len(seed) - ("beacon" in seed), len(beacon or "none")]
        must(fields == [7 + len(again), 8, 2, 4] and seed["attempt"] == data["version"], "other fields than a draw's")
        whole = {"panel": []} | {name: data[name] for name in data if name != "proof"} | seed
        whole |= {name: proof[name] for name in proof.keys() - {"candidates", "hash", "seed"}}
        whole["beacon"] = beacon and [beacon[name] for name in ("chain", "round", "randomness", "signature")]
        self.check_link(whole, data["draw_id"], proof["hash"])
        self.check_commitment(record["chain"] if self.day else None, seed["secret_commitment"])
        inputs = {name: whole[name] for name in again | {"attempt", "beta", "case_id", "court_id", "reason", "rule"}}
        must(sha256(inputs | {"candidates": proof["candidates"]}) == proof["inputs_hash"], "inputs_hash is wrong")
        self.check_chances(data, proof, record)

    def check_seats(self, data: Any, tickets: dict[str, int]) -> None:
        """Who holds no ticket had that seat before; a case filed again goes to who was first drawn for the other."""
        version, judge, panel, later = data["version"], data["person_id"], data.get("panel", []), self.first > 1
        known = self.cases.get(data["case_id"], (None, version - 1, judge, *panel) if later else ("nobody", 0, ""))
        must(version == known[1] + 1, f"draw {known[1] + 1} of the case is missing")
        seated = (judge in tickets or judge == known[2]) and tickets.keys() | known[3:] >= set(panel)
        must(seated and not tickets.keys().isdisjoint([judge, *panel]), "somebody has a seat who was not drawn for it")
        first = self.cases.get(data.get("related_case_id"), (None if later else "nobody",))[0] or judge
        again = (version, judge, len(data["proof"]["candidates"])) == (1, first, 1)
        must(again or "related_case_id" not in data, "filed again, with another judge")
        self.cases[data["case_id"]] = (judge if version == 1 else known[0], version, judge, *panel)

    def check_correction(self, data: Any) -> None:
        """A judge's balance was put right by some minutes: a link of the same chain, about a draw of before."""
        must(0 < data["draw_number"] < data["number"] and type(data["minutes"]) is int, "about no draw of before")
        self.check_link({name: data[name] for name in data if name != "hash"}, data["correction_id"], data["hash"])

    def check_seal(self, data: Any) -> None:
        """The day is over: its last entry, and the SHA-256 of its lines, which begin with the seal of before."""
        count, lines = self.last - self.before, self.file and self.file.hexdigest()
        must(self.day == self.sealed + 1 == date.fromisoformat(data["day"]).toordinal(), "not the day that follows")
        must((data["number"], data["hash"]) == (self.last, self.hash), f"the last entry is {self.last}, {self.hash}")
        must(not lines or (data["count"], data["sha256"]) == (count, lines), "the day's lines are not as sealed")
        must(not self.closed and len(data) == 6, "the day was sealed with a secret closed, or with other fields")
        self.sealed, self.before, self.file = self.day, self.last, hashlib.sha256()

    def check_link(self, whole: Any, entry_id: str, its_hash: str) -> None:
        """The entry is the next link of the court's chain, and its hash covers all of it."""
        must(whole["number"] == self.last + 1, f"entry {whole['number']} does not follow entry {self.last}")
        must(whole["previous_hash"] == self.hash, "previous_hash is not the hash of the entry before")
        its_id = uuid.uuid5(uuid.NAMESPACE_URL, f"tarazy:{self.court_id}:draw:{whole['number']}")
        must(entry_id == str(its_id), "the id does not follow from court and number")
        must(sha256(whole) == its_hash, "hash is not the hash of the record")
        self.last, self.hash = whole["number"], its_hash

    def check_commitment(self, chain: Any, commitment: str) -> None:
        """The hash of the day's secret, hashed once more for each day since the chain's first, is its anchor."""
        anchor, begins = (chain["anchor"], date.fromisoformat(chain["from"]).toordinal()) if chain else ("", 0)
        self.chains = ({anchor: [begins, 40_000, anchor, begins]} if chain and not self.whole else {}) | self.chains
        must(not chain or [self.chains.get(anchor, [0])[0], len(chain)] == [begins, 2], "no such chain was published")
        for known in [self.chains[anchor]] if chain else self.chains.values():
            of_it = 0 <= self.day - known[0] < known[1] and hashed(commitment, self.day - known[3]) == known[2]
            must(of_it == bool(chain), "the secret is not of the chain, or is of one and the record denies it")
            known[2:] = (commitment, self.day) if of_it else known[2:]

    def check_chances(self, data: Any, proof: Any, record: Any) -> None:
        """The tickets follow from shares and scores; whoever carries least per share comes first."""
        holders: list[Any] = [one for one in proof["candidates"] if "tickets" in one]
        total, common, tickets = sum(one["share"] for one in holders), lcm(*(one["share"] for one in holders)), {}
        (p, q), burden, carry_more = map(int, proof["beta"].split("/")), (-1 << 99, ""), total
        for one in holders:
            person_id, share, (surplus, of_share) = one["person_id"], one["share"], one["score"].split("/")
            before, burden, carry_more = burden, (int(surplus) * (common // share), person_id), carry_more - share
            tickets[person_id] = held = share * ((q - p) * total + p * (share + 2 * carry_more))
            if before >= burden or of_share != str(share) or one["tickets"] != held:
                raise Wrong(f"{person_id} stands at a wrong place or has not {held} tickets")
        self.check_seats(data, tickets)
        self.draws, self.closed = self.draws + 1, self.closed + (record["secret"] is None)
        self.loose += not record.get("chain")
        if record["secret"] is not None:
            self.check_choice(data, proof, record["secret"], tickets)

    def check_choice(self, data: Any, proof: Any, secret: str, left: dict[str, int]) -> None:
        """The secret is the one committed to, and picks those of judge and panel who hold tickets; the others stay."""
        of_it = secret == bytes.fromhex(secret).hex() and hashed(secret, 1) == proof["seed"]["secret_commitment"]
        must(of_it, "the secret is not the one committed to")
        value = hashed(beacon["signature"], 1) if (beacon := proof["seed"].get("beacon")) else ""
        must(not beacon or value == beacon["randomness"], "the beacon's randomness is not the hash of its signature")
        seed = sha256(f"{secret}|{value}|{data['case_id']}|{proof['inputs_hash']}|{data['version']}")
        drawn = [one for one in (data["person_id"], *data.get("panel", [])) if one in left]
        for seat, person_id in enumerate(drawn, 1):
            digits, place, total = seed if seat == 1 else sha256(f"{seed}|{seat}"), 0, sum(left.values())
            while (ticket := int(digits[place : place + 16], 16)) >= 2**64 - 2**64 % total:  # favours low remainders
                place, digits = (place + 16, digits) if place < 48 else (0, sha256(digits))
            ticket %= total
            chosen = next(one for one in left if (ticket := ticket - left[one]) < 0)
            must(chosen == person_id, f"the draw chose {chosen}")
            del left[chosen]


def hashed(digits: str, times: int) -> str:
    for _ in range(times):
        digits = hashlib.sha256(bytes.fromhex(digits)).hexdigest()
    return digits


def sha256(value: Any) -> str:
    """Of a text, or of the one form of JSON: UTF-8, sorted names, no white space, no needless escapes."""
    return hashlib.sha256((value if isinstance(value, str) else CANONICAL(value)).encode()).hexdigest()


def must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Wrong(otherwise)


def check(lines: Any, found: Finding | None = None, first: int = 1) -> Finding:
    """Check one court's export. Raises Wrong for the first record that is not as it must be."""
    found = found or Finding()
    for place, line in enumerate((one.encode() if isinstance(one, str) else one for one in lines), first):
        try:
            found.check(json.loads(line.decode()))
            (found.file or hashlib.sha256()).update(line)
        except (Wrong, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise Wrong(
                f"line {place}: {error if isinstance(error, Wrong) else f'cannot be read ({error!r})'}"
            ) from None
    return found


def report(name: str) -> tuple[int, str]:
    """The exit status for a file, and a sentence about it."""
    try:
        with open(name, "rb") as file:
            found = check(line for line in file if line.strip())
    except (Wrong, OSError) as error:
        return (1, f"{name}: {error}") if isinstance(error, Wrong) else (2, f"{name}: {error.strerror}")
    said = f", {found.closed} of them not opened yet" if found.closed else ""
    said += f", {found.loose} with a secret of no chain" if found.loose else ""
    said += f"; what came before entry {found.first} was not looked at" if found.first > 1 else ""
    said = f"{found.draws} draws of {found.court_id or 'no court'} are right{said}; the last entry is {found.last}"
    return 0, f"{name}: {said}, {found.hash}"


if __name__ == "__main__":
    results = [report(name) for name in sys.argv[1:]]
    print(*(sentence for _, sentence in results), sep="\n")  # noqa: T201
    sys.exit(max((status for status, _ in results), default=2))

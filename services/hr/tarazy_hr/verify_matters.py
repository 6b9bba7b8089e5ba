#!/usr/bin/env python3
"""Check the exported record of a disciplinary case, an evaluation or a session of training: that no entry was changed,
dropped, added or put elsewhere; and of a disciplinary case that each panel is the one that was drawn, that whoever
looked into the case never sat in it, and that whoever decided had a seat.

Run `python3 verify_matters.py [--last HASH] FILE...`: exit status 0: all is right, 1: something is wrong, 2: no record
can be read. It needs nothing but Python, and reads as the specification of the record. A record is a file of lines,
each an entry as canonical JSON with the SHA-256 of itself and of the entry before. Entries cut off at the end leave no
mark in the file, and whoever forges a whole file forges all of its hashes: hold the last hash, or let `--last` hold it,
against one that was told at the time, `record_hash` of events `court.discipline.*` and `court.evaluation.*`, or
the hash of an earlier export. Randomness is that of a public beacon: whoever doubts it asks for the round."""

import hashlib
import json
import sys
from typing import Any

FIELDS = {"at", "by", "data", "hash", "number", "previous_hash", "what"}
KINDS = {
    "case_id": ("disciplinary case", "received"),
    "evaluation_id": ("evaluation", "opened"),
    "session_id": ("session of training", "planned"),
}
"""What a record is of, by the name of its id, and the word with which it begins."""
BELOW = 1 << 64


class Wrong(Exception):
    """What is wrong with an entry."""


class Record:
    """What is known after the last entry that was right."""

    def __init__(self) -> None:
        self.number, self.hash, self.at, self.kind, self.matter = 0, "0" * 64, "", "", ""
        self.hashes = [self.hash]
        self.order: Any = None
        self.initiators: set[str] = set()
        self.gone: set[str] = set()
        self.panel: list[str] = []

    def check(self, line: str) -> None:
        """The entry of a line follows those before."""
        entry = json.loads(line)
        must(isinstance(entry, dict), "it is no entry")
        kind = next((name for name in KINDS if name in entry), "")
        must(set(entry) == FIELDS | {kind}, "it has other fields than an entry's")
        must(canonical(entry) == line, "it is not in canonical form")
        content = {name: value for name, value in entry.items() if name != "hash"}
        must(sha256(canonical(content)) == entry["hash"], "hash is not the hash of the entry")
        must(entry["number"] == self.number + 1, f"entry {entry['number']} does not follow entry {self.number}")
        must(entry["previous_hash"] == self.hash, "previous_hash is not the hash of the entry before")
        must((self.kind, self.matter) in (("", ""), (kind, entry[kind])), "it is of another matter")
        must(entry["at"] >= self.at, "it is earlier than the one before")
        must((self.number == 0) == (entry["what"] == KINDS[kind][1]), "a matter begins once, and first")
        if kind == "case_id":
            getattr(self, f"_{entry['what']}", self._says_nothing_to_compute)(entry["data"])
        self.kind, self.matter, self.at = kind, entry[kind], entry["at"]
        self.number, self.hash = entry["number"], entry["hash"]
        self.hashes.append(self.hash)

    def _says_nothing_to_compute(self, data: Any) -> None:
        pass

    def _received(self, data: Any) -> None:
        self.gone = {data["judge"], data["complained_by"]}

    def _admitted(self, data: Any) -> None:
        self.initiators.add(data["initiator"])

    _initiator_named = _admitted

    def _taken_in(self, data: Any) -> None:
        self.gone.add(data["complained_by"])
        self.initiators |= set(data["initiators"])

    def _panel_ordered(self, data: Any) -> None:
        pool = {one["person_id"] for one in data["pool"]}
        must(not pool & (self.initiators | self.gone), "somebody can be drawn who is on the case otherwise")
        must(
            inputs_hash(self.matter, data) == data["inputs_hash"],
            "inputs_hash is not that of what the draw rests on",
        )
        if self.order is None or self.order["instance"] != data["instance"]:
            self.panel = []
        self.order = data

    def _panel_drawn(self, data: Any) -> None:
        must(self.order is not None and data["draw"] == self.order["draw"], "no such draw was ordered")
        drawn = draw(self.order, data["randomness"])
        must(data["members"] == drawn, f"the draw gives the seats to {', '.join(drawn)}")
        self.panel += drawn

    def _recused(self, data: Any) -> None:
        must(data["member"] in self.panel, "whoever is recused has no seat")
        self.panel.remove(data["member"])
        self.gone.add(data["member"])

    def _decided(self, data: Any) -> None:
        must(sorted(data["members"]) == sorted(self.panel), "others decided than those who have the seats")
        # None of them decides about an appeal.
        self.gone |= set(self.panel)

    _appeal_decided = _decided


def inputs_hash(case_id: str, order: Any) -> str:
    """SHA-256 of everything that a draw rests on, fixed before its round of the beacon was known."""
    inputs = {
        "case_id": case_id,
        "chain": order["chain"],
        "draw": order["draw"],
        "instance": order["instance"],
        "left_out": [[one["person_id"], one["reason"]] for one in order["left_out"]],
        "pool": [[one["person_id"], one["surplus"]] for one in order["pool"]],
        "round": order["round"],
        "rule": "tarazy-panel-1",
        "seats": order["seats"],
    }
    return sha256(json.dumps(inputs, sort_keys=True, separators=(",", ":")))


def draw(order: Any, randomness: str) -> list[str]:
    """Whom a round draws: whoever has sat more often holds fewer tickets, and one number decides for each seat."""
    in_order = sorted((one["surplus"], one["person_id"]) for one in order["pool"])
    size = len(in_order)
    # Equal shares, beta 1/2: so many tickets as the pool has people and one, two more for each who has sat more often.
    left = [(person, size + 1 + 2 * (size - place)) for place, (_, person) in enumerate(in_order, 1)]
    seed, chosen = sha256(f"tarazy-panel-1|{order['inputs_hash']}|{randomness}"), []
    for seat in range(1, order["seats"] + 1):
        of_seat = seed if seat == 1 else sha256(f"{seed}|{seat}")
        number = number_below(of_seat, sum(tickets for _, tickets in left))
        for holder in left:
            if number < holder[1]:
                break
            number -= holder[1]
        chosen.append(holder[0])
        left.remove(holder)
    return chosen


def number_below(seed: str, total: int) -> int:
    """A number from 0 to total - 1, each as likely as any other: 16 digits at a time, those too high passed over."""
    while True:
        for position in range(0, len(seed), 16):
            number = int(seed[position : position + 16], 16)
            if number < BELOW - BELOW % total:
                return number % total
        seed = sha256(seed)


def canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Wrong(otherwise)


def check(lines: list[str], last: str | None = None) -> Record:
    """Check one record; Wrong is raised for the first entry that is not as it must be. `last`: a hash that one has."""
    record = Record()
    for place, line in enumerate(lines, 1):
        try:
            record.check(line)
        except (Wrong, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
            raise Wrong(
                f"line {place}: {error if isinstance(error, Wrong) else f'cannot be read ({error!r})'}"
            ) from None
    must(last is None or last in record.hashes, f"no entry has the hash {last}: the record was cut off or made anew")
    return record


def report(name: str, last: str | None = None) -> tuple[int, str]:
    """The exit status for a file, and a sentence about it."""
    try:
        with open(name, encoding="utf-8") as file:
            lines = [line for line in file.read().split("\n") if line]
        if not lines or not any(f'"{kind}"' in lines[0] for kind in KINDS):
            return 2, f"{name}: this is no record of a matter"
        record = check(lines, last)
    except Wrong as error:
        return 1, f"{name}: {error}"
    except (OSError, UnicodeDecodeError) as error:
        return 2, f"{name}: {getattr(error, 'strerror', None) or error}"
    what = KINDS[record.kind][0]
    return 0, f"{name}: {record.number} entries of {what} {record.matter} are right; the last hash is {record.hash}"


if __name__ == "__main__":
    given = sys.argv[1:]
    held = given[1] if given[:1] == ["--last"] else None
    results = [report(name, held) for name in (given if held is None else given[2:])]
    print(*(sentence for _, sentence in results), sep="\n")  # noqa: T201
    sys.exit(max((status for status, _ in results), default=2))

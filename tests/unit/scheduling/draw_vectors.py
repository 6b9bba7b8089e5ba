"""Writes vectors that every check of draws must agree on: `python -m tests.unit.scheduling.draw_vectors`.

Whatever is drawn by lot here has a fixed seed, so that the same files come out again. What stood in the folder before
there were chains of secrets is left as it is and must still be told right from wrong.
"""

import copy
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from tarazy_scheduling.domain.commands import GrantRecusal
from tarazy_scheduling.domain.draw.proof import canonical, draw_id_of

from tests.unit.scheduling.domain.courts import MONDAY, World, an_id, draws
from tests.unit.scheduling.domain.test_reallocation import by_hand
from tests.unit.scheduling.domain.test_refiling import closed, filed
from tests.unit.scheduling.exports import Ledger, Record, a_chain, a_ledger, exported, lines

FOLDER = Path(__file__).parents[2] / "data" / "draws"
EXPECTED = FOLDER / "expected.json"
Lines = Sequence[bytes]


def changed(place: int, change: Callable[[Any], Any]) -> Lines:
    """The ledger with one record changed; the line numbers are those that people count, from 1."""
    found = list(a_ledger().lines)
    record = json.loads(found[place - 1])
    change(record)
    [found[place - 1]] = lines([record])
    return found


def put(*path: Any) -> Callable[[Any], Any]:
    """A change: all but the last name the place, the last is the new value."""

    def change(record: Any) -> None:
        *steps, name, value = path
        for step in steps:
            record = record[step]
        record[name] = value

    return change


def without(*places: int) -> Lines:
    """The ledger without some lines."""
    return [line for place, line in enumerate(a_ledger().lines, 1) if place not in places]


def sealed_again(place: int, change: Callable[[Any], Any]) -> Lines:
    """One record changed and every seal after it made anew: what somebody can do who has the whole file alone."""
    found, digest, sealed = list(changed(place, change)), hashlib.sha256(), []
    for line in found:
        record = json.loads(line)
        if record["type"] == "court.draws.sealed.v1":
            record["data"]["sha256"] = digest.hexdigest()
            digest = hashlib.sha256()
            [line] = lines([record])
        digest.update(line)
        sealed.append(line)
    return sealed


def a_panel(judges: int = 7) -> list[Record]:
    """A case with a panel, of which a seat beside and then who presides are drawn again; and another case."""
    world = World(judges=judges)
    world.registers()
    world.asks(judges=3)
    world.does(GrantRecusal(an_id("case"), world.court.cases[an_id("case")].panel[0]))
    world.does(GrantRecusal(an_id("case"), world.court.cases[an_id("case")].judge_id or an_id("")))
    world.registers("another")
    return exported(draws(world))


def rewritten(records: list[Record], place: int, change: Callable[[Any], Any]) -> Lines:
    """One record changed, and its hash and the links of all that follow made anew: every hash is right."""
    records = copy.deepcopy(records)
    change(records[place - 1])
    last = "0" * 64
    for number, record in enumerate(records, 1):
        data, proof = record["data"], record["data"]["proof"]
        proof["number"], proof["previous_hash"], beacon = number, last, proof["seed"].get("beacon")
        data["draw_id"] = str(draw_id_of(data["court_id"], number))
        whole = {name: value for name, value in data.items() if name != "proof"} | {
            **{name: proof[name] for name in ("beta", "inputs_hash", "number", "previous_hash", "rule")},
            "attempt": proof["seed"]["attempt"],
            "secret_commitment": proof["seed"]["secret_commitment"],
            "beacon": beacon and [beacon[name] for name in ("chain", "round", "randomness", "signature")],
            "panel": data.get("panel", []),
        }
        last = proof["hash"] = hashlib.sha256(canonical(whole)).hexdigest()
    return lines(records)


def nobody(record: Record) -> None:
    """Somebody without a ticket beside, where the other seat was drawn."""
    record["data"]["panel"][0] = str(an_id("wanted"))


def presides(record: Record) -> None:
    """Somebody without a ticket presides, where a seat beside was drawn."""
    record["data"]["person_id"] = str(an_id("wanted"))


def beside_presides(record: Record) -> None:
    """Who sat beside takes the place of who presides, without a draw."""
    record["data"]["person_id"] = record["data"]["panel"][0]


def with_candidates(change: Callable[[list[Any]], Any]) -> Lines:
    """Candidates changed in a draw whose secret is closed, and inputs_hash made anew: every hash is right."""

    def changed(record: Record) -> None:
        data, proof = record["data"], record["data"]["proof"]
        change(proof["candidates"])
        of_data = {name: data[name] for name in ("case_id", "court_id", "reason")}
        of_proof = {name: proof[name] for name in ("beta", "candidates", "rule")}
        whole = of_data | of_proof | {"attempt": proof["seed"]["attempt"]}
        proof["inputs_hash"] = hashlib.sha256(canonical(whole)).hexdigest()
        record["secret"] = None

    return rewritten(a_panel(), 3, changed)


def filed_again(first: int = 1) -> Lines:
    """A case drawn again, and filed again: it goes to who was drawn first, whom a later file does not name."""
    world = World(judges=5)
    filed(world, "case")
    world.does(by_hand())
    closed(world, "case", "withdrawn")
    filed(world, "again")
    return lines(exported(draws(world)))[first - 1 :]


def a_secret_of_another_day() -> Lines:
    """The service draws with the secret of the day after: it opens to the right hash, and not to the day's."""
    ledger = Ledger()
    chain, secrets = a_chain("the service's root", MONDAY, 365)
    ledger.publish(chain)
    ledger.draw_with(secrets[MONDAY + timedelta(days=1)], chain)
    ledger.registers("case1")
    ledger.seal()
    return ledger.lines


def a_chain_of_yesterday() -> Lines:
    """A keeper's chain that begins on the day on which it is published."""
    ledger = Ledger()
    chain, _ = a_chain("the keeper's root", MONDAY, 30, "keeper")
    ledger.publish(replace(chain, from_on=MONDAY))
    return ledger.lines


def vectors() -> dict[str, tuple[Lines, str]]:
    """By name the lines and what every check must say of them."""
    whole = a_ledger().lines
    judge_id = json.loads(whole[6])["data"]["person_id"]
    with_a_point = whole[2].replace(b'"version":1', b'"version":1.0', 1)
    other = json.loads(whole[1]) | {"data": json.loads(whole[1])["data"] | {"court_id": "astana-1"}}
    return {
        "right-ledger": (whole, "7 right, 1 not opened"),
        "right-day-three-alone": (whole[7:9], "0 right, 0 not opened"),
        "right-day-four-alone": (whole[8:11], "2 right, 0 not opened"),
        "right-ledger-from-the-fourth-entry": (whole[6:], "4 right, 1 not opened"),
        "right-sealed-days": (whole[:15], "6 right, 0 not opened"),
        "wrong-chain-anchor": (changed(2, put("chain", "anchor", "00" * 32)), "line 2"),
        "wrong-chain-first-day": (changed(2, put("chain", "from", "2026-03-01")), "line 2"),
        "wrong-chain-denied": (changed(16, put("chain", None)), "line 16"),
        "wrong-chain-claimed": (changed(10, put("chain", json.loads(whole[10])["chain"])), "line 10"),
        "wrong-chain-not-published": (without(1), "line 3"),
        "wrong-chain-of-yesterday": (a_chain_of_yesterday(), "line 1"),
        "wrong-chain-days": (changed(5, put("data", "days", 3)), "line 8"),
        "wrong-secret-of-another-day": (a_secret_of_another_day(), "line 2"),
        "wrong-secret-closed-and-sealed": (sealed_again(2, put("secret", None)), "line 4"),
        "wrong-day-of-a-draw": (changed(6, put("day", "2026-03-02")), "line 6"),
        "wrong-day-no-day": (changed(6, put("day", "2026-02-30")), "line 6"),
        "wrong-correction-minutes": (changed(7, put("data", "minutes", -900)), "line 7"),
        "wrong-correction-whose": (changed(7, put("data", "corrected_by", judge_id)), "line 7"),
        "wrong-correction-of-a-later-draw": (changed(7, put("data", "draw_number", 9)), "line 7"),
        "wrong-seal-sha256": (changed(4, put("data", "sha256", "00" * 32)), "line 4"),
        "wrong-seal-count": (changed(4, put("data", "count", 3)), "line 4"),
        "wrong-seal-number": (changed(9, put("data", "number", 3)), "line 9"),
        "wrong-seal-made-anew": (sealed_again(7, put("data", "reason", "other_work")), "line 7"),
        "wrong-seal-dropped": (without(8), "line 8"),
        "wrong-day-dropped": (without(9), "line 11"),
        "wrong-last-of-a-day-dropped": (without(3), "line 3"),
        "wrong-white-space-in-a-sealed-line": ([*whole[:1], whole[1].replace(b":", b": ", 1), *whole[2:]], "line 4"),
        "wrong-two-courts": ([*whole[:2], *lines([other]), *whole[2:]], "line 3"),
        "wrong-number-with-a-point": ([*whole[:2], with_a_point, *whole[3:]], "line 3"),
        "wrong-ledger-cut-in-the-middle": ([*whole[:5], whole[5][: len(whole[5]) // 2]], "line 6"),
        "right-seats-drawn-again": (lines(a_panel()), "5 right, 0 not opened"),
        "right-seats-from-the-third": (lines(a_panel())[2:], "3 right, 0 not opened"),
        "right-filed-again-from-the-second": (filed_again(2), "2 right, 0 not opened"),
        "wrong-seat-beside-not-drawn": (rewritten(a_panel(), 3, nobody), "line 3"),
        "wrong-seat-of-who-presides-not-drawn": (rewritten(a_panel(), 3, presides), "line 3"),
        "wrong-seat-of-who-presides-changed": (rewritten(a_panel(), 3, beside_presides), "line 3"),
        "wrong-draw-of-a-case-missing": (rewritten([*a_panel()[:1], *a_panel()[2:]], 1, dict), "line 2"),
        "wrong-draw-of-a-case-twice": (rewritten([*a_panel()[:1], *a_panel()], 1, dict), "line 2"),
        "right-candidates-of-a-closed-draw": (with_candidates(len), "5 right, 1 not opened"),
        "wrong-candidate-with-a-note": (with_candidates(lambda of: of[0].update(note="")), "line 3"),
        "wrong-candidate-with-a-yes-for-a-number": (with_candidates(lambda of: of[0].update(share=True)), "line 3"),
        "wrong-candidate-twice": (with_candidates(lambda of: of.insert(1, dict(of[0]))), "line 3"),
        "wrong-candidates-in-another-order": (with_candidates(lambda of: of.insert(0, of.pop())), "line 3"),
        "wrong-garbage": ([b"\x89PNG\r\n\x1a\n\x00\xff\xfe"], "this is no ledger of draws"),
        "wrong-no-record": ([b"[]\n"], "this is no ledger of draws"),
        "wrong-empty": ([], "this is no ledger of draws"),
    }  # fmt: skip


def main() -> None:
    """Write all of them."""
    made = vectors()
    expected: dict[str, str] = json.loads(EXPECTED.read_text(encoding="utf-8"))
    for name, (content, outcome) in made.items():
        (FOLDER / f"{name}.jsonl").write_bytes(b"".join(content))
        expected[name] = outcome
    EXPECTED.write_text(json.dumps(expected, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

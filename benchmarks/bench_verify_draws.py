"""Verifying a ledger of draws, against reading and hashing the same lines on one core and nothing else.

A part of the million is made and verified, and the time for all of it follows: every record takes the same steps. With
all processors as `tarazy verify-draws` does it, and by one as the one file does without Tarazy.
"""

import hashlib
import json
import random
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from os import cpu_count
from typing import Any
from uuid import UUID

from tarazy_scheduling.adapters.draws.draw_export import Seal, chain_line, entry_line
from tarazy_scheduling.adapters.draws.draw_secrets import Chain, Known
from tarazy_scheduling.adapters.events_from_facts import event_of
from tarazy_scheduling.domain.draw.proof import Drawing, commitment_to, draw_id_of, drawn
from tarazy_scheduling.domain.facts import CaseAllocated
from tarazy_scheduling.domain.model.drawing import DrawTerms, LedgerHead
from tarazy_scheduling.verify_draws import check
from tarazy_scheduling.verifying import with_all_processors
from tarazy_shared.tickets import Standing

from benchmarks.report import Result

COURT = "almaty-1"
SEED = 7
DAYS, A_DAY = 365, 40
ROUNDS = 3
MILLION = 1_000_000


def run() -> list[Result]:
    """Pools of ten, as most courts have them, and of forty."""
    return [*_of(10), *_of(40)]


def _of(judges: int) -> list[Result]:
    lines = ledger(judges)
    draws = DAYS * A_DAY
    bare = _best(lambda: _read(lines)) / draws * MILLION
    together = _best(lambda: check(lines, each=with_all_processors)) / draws * MILLION
    alone = _best(lambda: check(lines)) / draws * MILLION
    what = f"1,000,000 draws among {judges} verified, from {draws:,}"
    return [
        Result("verify-draws", f"{what}, by {cpu_count()} processors", together, "s", bare, bare / together, "<= 60 s"),
        Result("verify-draws", f"{what}, by one", alone, "s", bare, bare / alone, ""),
    ]


def _read(lines: Sequence[bytes]) -> None:
    for line in lines:
        json.loads(line)
        hashlib.sha256(line).digest()


def _best(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - started)
    return best


def ledger(judges: int) -> list[bytes]:
    """A year of a court, every day sealed and its secret out of one chain."""
    chance = random.Random(SEED)
    day = date(2026, 1, 1)
    secrets = [hashlib.sha256(b"bench").digest()]
    for _ in range(DAYS - 1):
        secrets.append(hashlib.sha256(secrets[-1]).digest())
    chain = Chain(hashlib.sha256(secrets[-1]).digest(), day, DAYS, "service", day)
    people = [UUID(int=chance.getrandbits(128)) for _ in range(judges)]
    head, lines, fresh = LedgerHead(), [], [chain_line(COURT, chain)]
    for secret in reversed(secrets):
        text = secret.hex()
        known = {commitment_to(text): Known(text, {"anchor": chain.anchor.hex(), "from": str(chain.from_on)})}
        terms = DrawTerms(secret=text, secret_commitment=commitment_to(text))
        before = head.number
        for _ in range(A_DAY):
            told, head = _draw(chance, people, terms, head)
            row: Any = {"fact_type": told.TYPE, "fact": told.model_dump_json(exclude_none=True), "secret_day": day}
            fresh.append(entry_line(row, known, date.max))
        sealed = hashlib.sha256(b"".join(fresh)).digest()
        lines += fresh
        fresh = [Seal(day, head.number, bytes.fromhex(head.hash), head.number - before, sealed).line(COURT)]
        day += timedelta(days=1)
    return lines + fresh


def _draw(chance: random.Random, people: list[UUID], terms: DrawTerms, head: LedgerHead) -> tuple[Any, LedgerHead]:
    standings = [Standing(one, chance.choice((500, 1000)), chance.randrange(-(10**10), 10**10)) for one in people]
    case_id = UUID(int=chance.getrandbits(128))
    person_id, proof = drawn(Drawing(COURT, case_id, 1, "registered"), standings, (), terms, head)
    draw_id = draw_id_of(COURT, proof.number)
    fact = CaseAllocated(case_id, 1, person_id, (), draw_id, "registered", proof)
    return event_of(fact, COURT), LedgerHead(proof.number, proof.hash)

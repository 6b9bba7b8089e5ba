"""Draws of the domain's tests as the ledger exports them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from tarazy_scheduling.adapters.draws.draw_export import Seal, chain_line, entry_line
from tarazy_scheduling.adapters.draws.draw_secrets import Chain, Known
from tarazy_scheduling.adapters.events_from_facts import event_of
from tarazy_scheduling.domain.commands import CorrectBalance, GrantRecusal
from tarazy_scheduling.domain.draw.proof import commitment_to
from tarazy_scheduling.domain.facts import CaseAllocated, CaseReallocated, DrawsCorrected

from tests.unit.scheduling.domain.courts import A_CLOCK, MONDAY, SECRET, TERMS, World, an_id

Record = dict[str, Any]
COURT = "almaty-1"
ENTRIES = (CaseAllocated, CaseReallocated, DrawsCorrected)


def exported(facts: Sequence[Any], *, secret: str | None = SECRET) -> list[Record]:
    """One record a draw, in order, as exports had them before there were chains of secrets."""
    told = [event_of(fact, COURT) for fact in facts]
    data = [json.loads(one.model_dump_json(exclude_none=True)) for one in told]
    return [{"type": one.TYPE, "secret": secret, "data": told_of} for one, told_of in zip(told, data, strict=True)]


def lines(records: Sequence[Record]) -> list[bytes]:
    """As they stand in a file."""
    text = (json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for record in records)
    return [f"{one}\n".encode() for one in text]


def a_chain(root: str, first: date, days: int, kept_by: str = "service") -> tuple[Chain, dict[date, bytes]]:
    """A chain as it is published, and its secrets by day."""
    secret, secrets = hashlib.sha256(root.encode()).digest(), {}
    for place in reversed(range(days)):
        secrets[first + timedelta(days=place)] = secret
        secret = hashlib.sha256(secret).digest()
    published = first - timedelta(days=kept_by == "keeper")
    return Chain(secret, first, days, kept_by, published), secrets


@dataclass
class Ledger:
    """A court's ledger day by day, and its export, written as the service writes it."""

    world: World = field(default_factory=lambda: World(judges=3, clerks=2))
    day: date = MONDAY
    lines: list[bytes] = field(default_factory=list)
    _seal: Seal | None = None
    _file: Any = field(default_factory=hashlib.sha256)
    _known: dict[str, Known] = field(default_factory=dict)

    def write(self, line: bytes) -> None:
        self.lines.append(line)
        self._file.update(line)

    def publish(self, chain: Chain) -> None:
        """On the present day."""
        self.write(chain_line(COURT, replace(chain, published_on=self.day)))

    def draw_with(self, secret: bytes, chain: Chain | None, *, beacon: bool = True) -> None:
        """What comes from here on is seeded with this secret."""
        text = secret.hex()
        of_chain = {"anchor": chain.anchor.hex(), "from": str(chain.from_on)} if chain else None
        self._known[commitment_to(text)] = Known(text, of_chain)
        self.world.court.terms = replace(TERMS, secret=text, secret_commitment=commitment_to(text))
        self.world.court.beacon_clock = A_CLOCK if beacon else None

    def enter(self, facts: Sequence[Any], *, is_open: bool = True) -> None:
        """Write what was told of draws and corrections."""
        for fact in (one for one in facts if isinstance(one, ENTRIES)):
            told = event_of(fact, COURT)
            text = told.model_dump_json(exclude_none=True)
            row: Any = {"fact_type": told.TYPE, "fact": text, "secret_day": self.day}
            self.write(entry_line(row, self._known, date.max if is_open else date.min))

    def registers(self, name: str, *, is_open: bool = True) -> None:
        """A case that is drawn."""
        told = len(self.world.told)
        self.world.registers(name)
        self.world.rounds_come_out()
        self.enter(self.world.told[told:], is_open=is_open)

    def recuses(self, name: str) -> None:
        """A case that is drawn again."""
        judge_id = self.world.court.cases[an_id(name)].judge_id
        assert judge_id
        self.enter(self.world.does(GrantRecusal(an_id(name), judge_id)) + self.world.rounds_come_out())

    def corrects(self, minutes: int, draw_number: int) -> None:
        """A judge's balance put right."""
        by = an_id("clerk1")
        order = CorrectBalance(an_id(f"order {minutes}"), an_id("judge1"), minutes, draw_number, "weight_wrong", by)
        self.enter(self.world.does(order))

    def seal(self) -> None:
        """The day is over."""
        head = self.world.court.ledger
        before = self._seal.number if self._seal else 0
        digest = self._file.digest()
        self._seal = Seal(self.day, head.number, bytes.fromhex(head.hash), head.number - before, digest)
        self._file = hashlib.sha256()
        self.write(self._seal.line(COURT))
        self.day += timedelta(days=1)


def a_ledger() -> Ledger:
    """Five sealed days and one that is not over: two chains, a re-draw, corrections, a day without anything, and one on
    which a keeper was late."""
    ledger = Ledger()
    own, secrets = a_chain("the service's root", MONDAY, 365)
    kept, opened = a_chain("the keeper's root", MONDAY + timedelta(days=3), 30, "keeper")
    ledger.publish(own)
    ledger.draw_with(secrets[ledger.day], own)
    ledger.registers("case1")
    ledger.registers("case2")
    ledger.seal()
    ledger.publish(kept)
    ledger.draw_with(secrets[ledger.day], own, beacon=False)
    ledger.recuses("case1")
    ledger.corrects(-90, 1)
    ledger.seal()
    ledger.seal()
    ledger.draw_with(hashlib.sha256(b"by chance").digest(), None)
    ledger.registers("case3")
    ledger.draw_with(opened[ledger.day], kept)
    ledger.registers("case4")
    ledger.seal()
    ledger.draw_with(opened[ledger.day], kept)
    ledger.corrects(90, 3)
    ledger.registers("case5")
    ledger.seal()
    ledger.draw_with(opened[ledger.day], kept)
    ledger.registers("case6", is_open=False)
    return ledger

"""What a record of the ledger says of its draw: who held which tickets, with what chance, and which number decided.

Read from the record alone, as anybody has it; nothing here decides anything.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from tarazy_shared.beacons.beacon import Beacon
from tarazy_shared.tickets import number_below, seed_of_seat

from tarazy_scheduling.domain.draw.proof import seed_of

DRAWN = "tarazy-draw-1"
"""The rule by which judges are drawn."""

Record = Mapping[str, Any]
"""A line of the export, read."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who could be drawn."""

    person_id: UUID
    share: int
    """Of full time, in thousandths."""
    surplus: int
    """What was carried above a fair share, in millionths of a minute."""
    first: int
    """The first of the tickets; they are counted from 0."""
    tickets: int
    of_tickets: int
    """All tickets of the draw."""
    of_shares: int
    """The shares of all who could be drawn."""

    @property
    def chance(self) -> Fraction:
        """Of being drawn."""
        return Fraction(self.tickets, self.of_tickets)

    @property
    def even(self) -> Fraction:
        """The chance by the share of full time alone."""
        return Fraction(self.share, self.of_shares)

    @property
    def burden(self) -> Fraction:
        """What is carried above a fair share, per share: who has less of it stands before others."""
        return Fraction(self.surplus, self.share)

    @property
    def last(self) -> int:
        """The last of the tickets; before the first where there is none."""
        return self.first + self.tickets - 1


@dataclass(frozen=True, slots=True)
class Seat:
    """One choice of a judge by one number."""

    person_id: UUID
    """Who was drawn, as the record says."""
    holders: tuple[Holder, ...]
    """In the order of their tickets."""
    number: int | None
    """The ticket that was drawn; None while the secret is closed, and where nothing was drawn."""

    @property
    def total(self) -> int:
        """All tickets."""
        return sum(one.tickets for one in self.holders)

    @property
    def drawn(self) -> Holder | None:
        """Whose ticket the number is."""
        if self.number is None:
            return None
        return next((one for one in self.holders if one.first <= self.number <= one.last), None)

    @property
    def is_right(self) -> bool:
        """Whether the number, as far as it can be known, belongs to whom the record names."""
        return self.number is None or (self.drawn is not None and self.drawn.person_id == self.person_id)


@dataclass(frozen=True, slots=True)
class Account:
    """One draw."""

    court_id: str
    case_id: UUID
    draw_id: UUID
    number: int
    """Of the draw in its court."""
    attempt: int
    reason: str
    rule: str
    beta: Fraction
    person_id: UUID
    """Who presides."""
    panel: tuple[UUID, ...]
    seats: tuple[Seat, ...]
    excluded: tuple[tuple[UUID, str], ...]
    """Who could not be drawn, each with a code."""
    beacon: Beacon | None
    secret: str | None
    """None until the day is over."""
    secret_commitment: str
    inputs_hash: str
    seed: str | None
    previous_hash: str
    hash: str
    related_case_id: UUID | None = None
    """Of a case filed again: the one before, whose first judge has it."""
    anchor: str | None = None
    """Of the chain of secrets that the day's is of; None for one that nothing had published ahead."""

    @property
    def is_right(self) -> bool:
        """Whether somebody was drawn and every number belongs to whom the record names; the verifiers check more."""
        return (bool(self.seats) or self.rule != DRAWN) and all(seat.is_right for seat in self.seats)


def account_of(record: Record) -> Account:
    """The draw of a record. Raises `KeyError`, `TypeError` or `ValueError` for what is no record of a draw."""
    data, secret = record["data"], record["secret"]
    proof = data["proof"]
    beacon = _beacon(proof["seed"].get("beacon"))
    case_id, inputs_hash, attempt = UUID(data["case_id"]), proof["inputs_hash"], proof["seed"]["attempt"]
    seed = seed_of(secret, beacon, case_id, inputs_hash, attempt) if secret else None
    person_id, panel = UUID(data["person_id"]), tuple(UUID(one) for one in data.get("panel") or ())
    held = [one for one in proof["candidates"] if "tickets" in one] if proof["rule"] == DRAWN else []
    return Account(
        court_id=data["court_id"],
        case_id=case_id,
        draw_id=UUID(data["draw_id"]),
        number=proof["number"],
        attempt=attempt,
        reason=data["reason"],
        rule=proof["rule"],
        beta=Fraction(proof["beta"]),
        person_id=person_id,
        panel=panel,
        seats=tuple(_seats((person_id, *panel), held, seed)),
        excluded=tuple((UUID(one["person_id"]), one["excluded"]) for one in proof["candidates"] if "excluded" in one),
        beacon=beacon,
        secret=secret,
        secret_commitment=proof["seed"]["secret_commitment"],
        inputs_hash=inputs_hash,
        seed=seed,
        previous_hash=proof["previous_hash"],
        hash=proof["hash"],
        related_case_id=UUID(data["related_case_id"]) if "related_case_id" in data else None,
        anchor=record["chain"]["anchor"] if record.get("chain") else None,
    )


@dataclass(frozen=True, slots=True)
class Correction:
    """What a judge carries was put right by hand."""

    court_id: str
    number: int
    """Of the entry, in one sequence with the draws."""
    person_id: UUID
    minutes: int
    """By how much more the judge carries; below zero: less."""
    draw_number: int
    """The draw that it is about."""
    reason: str
    corrected_by: UUID
    """Who answers for it."""
    previous_hash: str
    hash: str


def correction_of(record: Record) -> Correction:
    """The correction of a record. Raises `KeyError` or `ValueError` for what is none."""
    data = record["data"]
    return Correction(
        court_id=data["court_id"],
        number=data["number"],
        person_id=UUID(data["person_id"]),
        minutes=data["minutes"],
        draw_number=data["draw_number"],
        reason=data["reason"],
        corrected_by=UUID(data["corrected_by"]),
        previous_hash=data["previous_hash"],
        hash=data["hash"],
    )


def _seats(people: tuple[UUID, ...], candidates: list[Record], seed: str | None) -> Iterator[Seat]:
    """A seat for each of the people who held tickets; whoever was drawn for one takes no part in the next."""
    left = {UUID(one["person_id"]): one for one in candidates}
    for order, person_id in enumerate([one for one in people if one in left], 1):
        holders = tuple(_holders(list(left.values())))
        yield Seat(person_id, holders, _number(seed and seed_of_seat(seed, order), holders))
        del left[person_id]


def _holders(candidates: list[Record]) -> Iterator[Holder]:
    total = sum(one["tickets"] for one in candidates)
    shares = sum(one["share"] for one in candidates)
    first = 0
    for one in candidates:
        surplus, _, _ = one["score"].partition("/")
        yield Holder(
            person_id=UUID(one["person_id"]),
            share=one["share"],
            surplus=int(surplus),
            first=first,
            tickets=one["tickets"],
            of_tickets=total,
            of_shares=shares,
        )
        first += one["tickets"]


def _number(seed: str | None, holders: tuple[Holder, ...]) -> int | None:
    return None if seed is None else number_below(seed, sum(one.tickets for one in holders))


def _beacon(beacon: Record | None) -> Beacon | None:
    if beacon is None:
        return None
    return Beacon(beacon["chain"], beacon["round"], beacon["randomness"], beacon["signature"])

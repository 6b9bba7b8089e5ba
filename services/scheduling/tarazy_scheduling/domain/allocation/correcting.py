"""Putting right by hand what a judge carries: an entry of the ledger beside the draws, undone by another one alone."""

import hashlib
from dataclasses import replace
from datetime import datetime

from tarazy_scheduling.domain.commands import CorrectBalance
from tarazy_scheduling.domain.draw.proof import canonical, draw_id_of
from tarazy_scheduling.domain.facts import DrawsCorrected, Refusal
from tarazy_scheduling.domain.model.drawing import Balance, LedgerHead
from tarazy_scheduling.domain.outcome import Applied, Dead, Outcome, Waits
from tarazy_scheduling.domain.pool.balances import MICROS
from tarazy_scheduling.domain.working_set.court import Court


def correct_balance(court: Court, asked: CorrectBalance, now: datetime) -> Outcome:
    """Let a judge carry more or less from now on. The order names a draw that the ledger has."""
    if asked.person_id not in court.balances and asked.person_id not in court.posts:
        return Waits("unknown_person", "person_id", str(asked.person_id))
    if asked.minutes == 0:
        return Dead((Refusal("minutes", "field_wrong", "A correction by 0 minutes corrects nothing"),))
    by = court.posts.get(asked.corrected_by)
    if by is None or not by.is_held_on(court.today(now)):
        text = f"{asked.corrected_by} is not in post in this court"
        return Dead((Refusal("corrected_by", "unknown_person", text),))
    if asked.corrected_by == asked.person_id:
        return Dead((Refusal("corrected_by", "field_wrong", "Must be somebody else than the judge"),))
    if asked.draw_number > court.ledger.number:
        return Waits("unknown_draw", "draw_number", str(asked.draw_number))
    fact = _entry(court, asked)
    balance = court.balance_of(asked.person_id)
    court.put_balance(asked.person_id, Balance(balance.load + asked.minutes * MICROS, balance.credit))
    court.ledger = LedgerHead(fact.number, fact.hash)
    court.tell(fact)
    return Applied()


def _entry(court: Court, asked: CorrectBalance) -> DrawsCorrected:
    number = court.ledger.number + 1
    unsealed = DrawsCorrected(
        correction_id=draw_id_of(court.court_id, number),
        number=number,
        order_id=asked.order_id,
        person_id=asked.person_id,
        minutes=asked.minutes,
        draw_number=asked.draw_number,
        reason=asked.reason,
        corrected_by=asked.corrected_by,
        previous_hash=court.ledger.hash,
        hash="",
    )
    whole = {
        "correction_id": str(unsealed.correction_id),
        "corrected_by": str(asked.corrected_by),
        "court_id": court.court_id,
        "draw_number": asked.draw_number,
        "minutes": asked.minutes,
        "number": number,
        "order_id": str(asked.order_id),
        "person_id": str(asked.person_id),
        "previous_hash": court.ledger.hash,
        "reason": asked.reason,
    }
    return replace(unsealed, hash=hashlib.sha256(canonical(whole)).hexdigest())

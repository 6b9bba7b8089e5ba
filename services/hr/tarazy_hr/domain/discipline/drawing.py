"""The draw of a panel: the same draw as that of a case, by a round of the beacon that nobody knew before."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tarazy_shared.tickets import Candidate, Standing, picked, tickets

from tarazy_hr.domain.discipline.facts import InPool, Instance, OutOfPool, PanelOrdered

BETA = (1, 2)
"""By how much who has sat more often is drawn less, as in `tarazy_shared.tickets`."""
RULE = "tarazy-panel-1"


def ordered(
    case_id: UUID,
    instance: Instance,
    draw: int,
    seats: int,
    pool: Mapping[UUID, int],
    left_out: Mapping[UUID, str],
    chain: str,
    number: int,
    due_at: datetime,
) -> PanelOrdered:
    """A draw with all that it rests on. `pool`: who can be drawn with the panels each has sat in."""
    fair = sum(pool.values())
    # In parts of a panel times the size of the pool, so that it stays a whole number.
    standing = tuple(InPool(who, sat * len(pool) - fair) for who, sat in sorted(pool.items()))
    out = tuple(OutOfPool(who, why) for who, why in sorted(left_out.items()))
    digest = _inputs_hash(case_id, instance, draw, seats, standing, out, chain, number)
    return PanelOrdered(instance, draw, seats, standing, out, chain, number, due_at, digest)


def candidates(order: PanelOrdered) -> tuple[Candidate, ...]:
    """Who holds how many tickets."""
    return tickets([Standing(one.person_id, 1, one.surplus) for one in order.pool], BETA)


def drawn(order: PanelOrdered, randomness: str) -> tuple[UUID, ...]:
    """Whom a round draws."""
    seed = hashlib.sha256(f"{RULE}|{order.inputs_hash}|{randomness}".encode()).hexdigest()
    return picked(candidates(order), seed, order.seats)


def _inputs_hash(
    case_id: UUID,
    instance: Instance,
    draw: int,
    seats: int,
    pool: Sequence[InPool],
    left_out: Sequence[OutOfPool],
    chain: str,
    number: int,
) -> str:
    inputs = {
        "case_id": str(case_id),
        "chain": chain,
        "draw": draw,
        "instance": instance,
        "left_out": [[str(one.person_id), one.reason] for one in left_out],
        "pool": [[str(one.person_id), one.surplus] for one in pool],
        "round": number,
        "rule": RULE,
        "seats": seats,
    }
    text = json.dumps(inputs, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()

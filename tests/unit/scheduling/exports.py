"""Draws of the domain's tests as the ledger exports them."""

import json
from collections.abc import Sequence
from typing import Any

from tarazy_scheduling.adapters.events_from_facts import event_of

from tests.unit.scheduling.domain.courts import SECRET

Record = dict[str, Any]


def exported(facts: Sequence[Any], *, secret: str | None = SECRET) -> list[Record]:
    """One record a draw, in order."""
    told = [event_of(fact, "almaty-1") for fact in facts]
    data = [json.loads(one.model_dump_json(exclude_none=True)) for one in told]
    return [{"type": one.TYPE, "secret": secret, "data": told_of} for one, told_of in zip(told, data, strict=True)]


def lines(records: Sequence[Record]) -> list[str]:
    """As they stand in a file."""
    return [json.dumps(record, ensure_ascii=False) for record in records]

"""The metrics of texts."""

from typing import get_args

from prometheus_client import Counter
from tarazy_shared.telemetry import registry

from tarazy_notifications.domain.texts.summons import Item

summons_lacking_total = Counter(
    "tarazy_summons_lacking",
    "Summonses that left without something that they should say, by what it is.",
    ["item"],
    registry=registry,
)
for _item in get_args(Item):
    summons_lacking_total.labels(_item)

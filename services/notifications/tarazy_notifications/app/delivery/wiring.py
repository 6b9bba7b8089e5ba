"""What goes on beside the lanes: reports, failover, tasks, the memory of limits."""

from contextlib import AbstractAsyncContextManager

from tarazy_shared.background import looping
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.delivery.allowances import Clearing
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.delivery.escalating import Escalating
from tarazy_notifications.app.delivery.failing_over import FailingOver
from tarazy_notifications.app.delivery.receiving import Receiving
from tarazy_notifications.app.delivery.tasks import Closing
from tarazy_notifications.domain.people import ChannelName


def delivery_loops(
    work: Work, rules: Rules, receiving: Receiving, channels: frozenset[ChannelName], name: str
) -> list[AbstractAsyncContextManager[None]]:
    """Each of them may run in several processes at once."""
    return [
        looping("receipts", receiving.step, service=name, pause=2),
        looping("setbacks", FailingOver(work, rules, channels).step, service=name, pause=2),
        looping("proof-checks", Escalating(work, rules, channels).step, service=name, pause=5),
        looping("tasks", Closing(work, rules).step, service=name, pause=15),
        looping("allowances", Clearing(work.pool, work.clock).step, service=name, pause=600),
    ]

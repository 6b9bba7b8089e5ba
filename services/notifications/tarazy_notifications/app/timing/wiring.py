"""The loops that look at clocks: reminders, digests, ladders that have changed."""

from contextlib import AbstractAsyncContextManager

from tarazy_shared.background import looping
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.app.reminding import Reminding
from tarazy_notifications.app.timing.digesting import Digesting
from tarazy_notifications.app.timing.rearming import Rearming
from tarazy_notifications.domain.people import ChannelName


def timing_loops(
    work: Work, rules: Rules, gateways: frozenset[ChannelName], service: str
) -> list[AbstractAsyncContextManager[None]]:
    """Of one process; several share the work."""
    return [
        looping("reminders", Reminding(work, gateways, rules).step, service=service, pause=1),
        looping("digests", Digesting(work, rules).step, service=service, pause=5),
        looping("ladders", Rearming(work, rules).step, service=service, pause=5),
    ]

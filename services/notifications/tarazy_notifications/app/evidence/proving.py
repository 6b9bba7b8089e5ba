"""What counts as proof in each court today: one rule for tasks, lists, metrics and what scheduling is told."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from tarazy_shared.country import country_day
from tarazy_shared.database import Connection
from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_notifications.adapters.rules.book import RuleBook, Rules
from tarazy_notifications.adapters.rules.escalation_rules import ESCALATION
from tarazy_notifications.domain.delivery.escalation import EscalationRule, Told
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.notices import Notice

Proof = Callable[[Notice, State], bool | None]
Proves = Callable[[UnitOfWork], Awaitable[Proof]]

_MAY_PROVE = frozenset({State.SENT, State.DELIVERED, State.READ})


def undecided(_: Notice, __: State) -> bool | None:
    """Nothing is said of it."""
    return None


async def says_nothing(_: UnitOfWork) -> Proof:
    """Where no rules are at hand."""
    return undecided


def proving(rules: Rules) -> Proves:
    """Whether a notice in a state proves that its reader knows, by the rules of the day."""

    async def of(uow: UnitOfWork) -> Proof:
        book, now = await rules.current(uow.connection), uow.now

        def proof(notice: Notice, state: State) -> bool | None:
            if state not in _MAY_PROVE:
                return None
            return rule_of(book, notice.court_id, now).is_told([Told(notice.channel, state)])

        return proof

    return of


def rule_of(book: RuleBook, court_id: str, now: datetime) -> EscalationRule:
    """What holds in a court."""
    return book.of(ESCALATION, court_id, country_day(now))


async def rule_in(connection: Connection, rules: Rules, court_id: str, now: datetime) -> EscalationRule:
    """The same, asked once."""
    return rule_of(await rules.current(connection), court_id, now)

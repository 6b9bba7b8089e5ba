"""The terms on which notices are written, from the rules that were laid down."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from tarazy_shared.database import Connection

from tarazy_notifications.adapters.delivery_queue import Claimed
from tarazy_notifications.adapters.rules.book import RuleBook, Rules
from tarazy_notifications.adapters.rules.summons_rules import SUMMONS
from tarazy_notifications.adapters.rules.text_rules import TEXTS
from tarazy_notifications.adapters.texts.terms import Terms
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.people import Court

TermsOf = Callable[[Connection], Awaitable[Callable[[Claimed], Terms]]]


def terms_of(rules: Rules) -> TermsOf:
    """Asks for the terms that hold; they are those of the day on which a notice was queued, whenever it leaves."""

    async def current(connection: Connection) -> Callable[[Claimed], Terms]:
        book = await rules.current(connection)
        return lambda claimed: terms_in(book, claimed)

    return current


def terms_in(book: RuleBook, claimed: Claimed) -> Terms:
    """The terms of a notice that is to be sent."""
    return terms_then(book, claimed.notice, claimed.court, claimed.queued_at)


def terms_then(book: RuleBook, notice: Notice, court: Court, at: datetime) -> Terms:
    """The terms of a notice that was queued at a time."""
    day = at.astimezone(ZoneInfo(court.zone)).date()
    summons = book.of(SUMMONS, notice.court_id, day).of(notice.topic, notice.role)
    return Terms(book.of(TEXTS, notice.court_id, day).wording(notice.language), summons)

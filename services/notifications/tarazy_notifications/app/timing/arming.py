"""By which ladders a hearing is reminded of."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tarazy_notifications.adapters.rules.book import RuleBook
from tarazy_notifications.adapters.rules.reminder_rules import REMINDERS
from tarazy_notifications.domain.hearings import Hearing
from tarazy_notifications.domain.timing.reminders import Ladders


def ladders_of(book: RuleBook, hearing: Hearing, now: datetime, zone: ZoneInfo) -> Ladders:
    """The ladders that hold in the court from now until the hearing begins."""
    today = now.astimezone(zone).date()
    last = hearing.placing.starts_at.astimezone(zone).date() if hearing.placing else today
    return book.from_to(REMINDERS, hearing.court_id, today, last)

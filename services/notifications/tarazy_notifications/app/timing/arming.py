"""By which ladders a hearing is reminded of."""

from datetime import datetime
from zoneinfo import ZoneInfo

from tarazy_notifications.adapters.rules.book import RuleBook
from tarazy_notifications.adapters.rules.reminder_rules import REMINDERS
from tarazy_notifications.domain.timing.reminders import Ladders, Standing


def ladders_of(book: RuleBook, standing: Standing, now: datetime, zone: ZoneInfo) -> Ladders:
    """The ladders that hold in the court from now until the hearing begins."""
    last = standing.starts_at.astimezone(zone).date()
    return book.from_to(REMINDERS, standing.court_id, now.astimezone(zone).date(), last)

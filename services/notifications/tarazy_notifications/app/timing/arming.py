"""By which ladders a hearing is reminded of."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from tarazy_notifications.adapters.rules.book import RuleBook
from tarazy_notifications.adapters.rules.reminder_rules import REMINDERS
from tarazy_notifications.domain.timing.reminders import Ladders, Standing


def ladders_of(book: RuleBook, standing: Standing, now: datetime, zone: ZoneInfo) -> Ladders:
    """The ladders that hold in the court from now until the hearing begins, by its calendar."""
    last = standing.starts_at.astimezone(zone).date()
    found = book.from_to(REMINDERS, standing.court_id, now.astimezone(zone).date(), last)
    calendar = book.calendar(standing.court_id)
    return [(day, replace(ladder, calendar=calendar)) for day, ladder in found]

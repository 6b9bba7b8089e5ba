"""Ladders as a court in Almaty has them."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from tarazy_notifications.adapters.rules.reminder_rules import REMINDERS, ReminderBody
from tarazy_notifications.domain.timing.ladder import Ladder

ALMATY = ZoneInfo("Asia/Almaty")
LONG_AGO = date(2000, 1, 1)
BY_DEFAULT = [(LONG_AGO, REMINDERS.default)]


def ladder(*tiers: dict[str, Any]) -> Ladder:
    return REMINDERS.as_rule(ReminderBody.model_validate({"tiers": tiers}))

"""What rules of leave are called."""

from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message

UNITS: Mapping[str, str] = {
    "working_days": message("working days of the court"),
    "own_working_days": message("working days by the person's own week"),
    "calendar_days": message("calendar days"),
    "calendar_days_without_holidays": message("calendar days without public holidays"),
}
ACCRUALS: Mapping[str, str] = {
    "none": message("no balance is kept"),
    "year_start": message("on the first day of the year"),
    "monthly": message("a twelfth each month"),
}

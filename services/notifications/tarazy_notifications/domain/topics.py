"""What a notice can be about."""

SCHEDULED = "hearing_scheduled"
RESCHEDULED = "hearing_rescheduled"
CANCELLED = "hearing_cancelled"
UNINVITED = "hearing_uninvited"
REMINDER = "hearing_reminder"
"""Followed by the tier, such as `hearing_reminder_1d`."""
DIGEST = "hearing_digest"
"""What has changed of somebody's hearings since the last one, and what the day holds."""
CASE_ALLOCATED = "case_allocated"
LEAVE_DECIDED = "leave_decided"
OPERATOR_ALERT = "operator_alert"
SURVEY_INVITED = "survey_invited"
SURVEY_REMINDED = "survey_reminded"

WITH_TOKENS = frozenset({SURVEY_INVITED, SURVEY_REMINDED})
"""Topics whose words hold a one-time token, which is kept nowhere: they leave by mail or not at all."""

FAREWELLS = frozenset({CANCELLED, UNINVITED})
"""Topics that take a hearing out of a calendar."""

INVITATIONS = frozenset({SCHEDULED, RESCHEDULED})
"""Topics that put it there."""


def family(topic: str) -> str:
    """What a topic is one of: reminders are all one, whatever the ladder calls its steps."""
    return REMINDER if topic.startswith(REMINDER) else topic

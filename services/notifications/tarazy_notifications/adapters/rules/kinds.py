"""All kinds of rule there are. A new one is a body and a record of the domain, and a line here."""

from typing import Any

from tarazy_notifications.adapters.rules.deadline_rules import DEADLINES
from tarazy_notifications.adapters.rules.digest_rules import DIGESTS
from tarazy_notifications.adapters.rules.escalation_rules import ESCALATION
from tarazy_notifications.adapters.rules.kind import RuleKind
from tarazy_notifications.adapters.rules.limit_rules import LIMITS
from tarazy_notifications.adapters.rules.note_rules import TASK_NOTES
from tarazy_notifications.adapters.rules.operator_rules import OPERATORS
from tarazy_notifications.adapters.rules.quiet_rules import QUIET_HOURS
from tarazy_notifications.adapters.rules.reminder_rules import REMINDERS
from tarazy_notifications.adapters.rules.retention_rules import RETENTION
from tarazy_notifications.adapters.rules.summons_rules import SUMMONS
from tarazy_notifications.adapters.rules.text_rules import TEXTS
from tarazy_notifications.adapters.rules.topic_rules import TOPICS

KINDS: tuple[RuleKind[Any], ...] = (
    REMINDERS,
    DEADLINES,
    QUIET_HOURS,
    DIGESTS,
    TOPICS,
    LIMITS,
    ESCALATION,
    TASK_NOTES,
    SUMMONS,
    TEXTS,
    OPERATORS,
    RETENTION,
)

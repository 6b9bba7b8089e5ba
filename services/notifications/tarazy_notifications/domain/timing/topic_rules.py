"""What holds for a topic: whether it can be muted, waits for a digest, and until when it must have reached somebody."""

from dataclasses import dataclass
from datetime import timedelta

from tarazy_notifications.domain.topics import FAREWELLS, INVITATIONS

NEVER_OPTIONAL = (*sorted(INVITATIONS | FAREWELLS), "discipline_*", "evaluation_*")
"""Nobody can put an end to word of these, whatever a court rules."""


@dataclass(frozen=True, slots=True)
class TopicRule:
    """What holds for the topics of one pattern and the people of some roles."""

    topic: str
    """A topic, or the beginning of several with a `*` behind it."""
    roles: frozenset[str] = frozenset()
    """Empty for all."""
    mandatory: bool = True
    urgent: bool = False
    """Never waits for a digest or for the end of quiet hours."""
    reach_before: timedelta | None = None
    """How long before the hearing it must have reached people; what waits until then leaves in quiet hours."""

    def is_about(self, topic: str, role: str) -> bool:
        """Whether it holds for this topic and role."""
        return matches(self.topic, topic) and (not self.roles or role in self.roles)


@dataclass(frozen=True, slots=True)
class TopicRules:
    """Rules of a court by topic: the first one that is about a topic and a role holds."""

    rules: tuple[TopicRule, ...]

    def of(self, topic: str, role: str) -> TopicRule:
        """What holds; a topic that nobody thought of is mandatory."""
        return next((one for one in self.rules if one.is_about(topic, role)), TopicRule(topic))


def matches(pattern: str, topic: str) -> bool:
    """Whether a topic is meant by a pattern."""
    return topic.startswith(pattern[:-1]) if pattern.endswith("*") else topic == pattern


def never_optional(pattern: str) -> bool:
    """Whether a pattern means a topic that can never be muted."""
    return any(
        matches(pattern, fixed) or matches(fixed, pattern) or (fixed.endswith("*") and matches(pattern, fixed[:-1]))
        for fixed in NEVER_OPTIONAL
    )

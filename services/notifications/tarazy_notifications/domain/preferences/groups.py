"""What people choose about: topics, taken together as a reader sees them."""

from dataclasses import dataclass

from tarazy_notifications.domain.people import Role
from tarazy_notifications.domain.timing.topic_rules import matches

COURT_PEOPLE: frozenset[Role] = frozenset({"judge", "clerk", "interpreter", "staff", "operator"})
EVERYBODY: frozenset[Role] = COURT_PEOPLE | {"party", "representative"}


@dataclass(frozen=True, slots=True)
class Group:
    """Topics that are muted together or not at all."""

    name: str
    patterns: tuple[str, ...]
    readers: frozenset[Role]

    @property
    def pattern(self) -> str:
        """What stands for it where it is muted."""
        return self.patterns[0]

    @property
    def example(self) -> str:
        """A topic of it, to ask the rules about."""
        return self.pattern.rstrip("*")


GROUPS = (
    Group(
        "hearings",
        ("hearing_scheduled", "hearing_rescheduled", "hearing_cancelled", "hearing_uninvited"),
        EVERYBODY,
    ),
    Group("reminders", ("hearing_reminder_*",), EVERYBODY),
    Group("cases", ("case_allocated",), COURT_PEOPLE),
    Group("leave", ("leave_*",), COURT_PEOPLE),
    Group("evaluation", ("evaluation_*",), COURT_PEOPLE),
    Group("discipline", ("discipline_*",), COURT_PEOPLE),
    Group("certificates", ("training_certificate_*",), COURT_PEOPLE),
    Group("training", ("training_*",), COURT_PEOPLE),
    Group("vacancies", ("vacancy_*",), COURT_PEOPLE),
    Group("surveys", ("survey_*",), EVERYBODY),
)


def groups_for(roles: frozenset[Role]) -> tuple[Group, ...]:
    """What somebody who is told in these roles can be told of."""
    return tuple(one for one in GROUPS if one.readers & roles)


def group_of(topic: str) -> Group | None:
    """The group that a topic belongs to."""
    return next((one for one in GROUPS if any(matches(pattern, topic) for pattern in one.patterns)), None)

"""Rules of the kind `topics`: what can be muted, what is urgent, until when it must have reached people."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator
from tarazy_shared.contracts.fields import wrong

from tarazy_notifications.adapters.rules.fields import Roles, TopicPattern
from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.domain.timing.topic_rules import TopicRule, TopicRules, never_optional

Minutes = Annotated[int, Field(ge=0, le=60 * 24 * 30)]


class TopicBody(BaseModel):
    """What holds for some topics."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    topic: TopicPattern
    """A topic, or the beginning of several with `*` behind it."""
    roles: Roles = ()
    """For whom this holds; nobody named, everybody."""
    mandatory: bool = True
    """Nobody can mute it."""
    urgent: bool = False
    """Leaves at once, in quiet hours too, and is never put into a digest."""
    reach_before_minutes: Minutes | None = None
    """How long before the hearing it must have reached people. What would wait longer leaves in quiet hours."""

    @property
    def rule(self) -> TopicRule:
        """As the domain has it."""
        before = None if self.reach_before_minutes is None else timedelta(minutes=self.reach_before_minutes)
        return TopicRule(self.topic, frozenset(self.roles), self.mandatory, self.urgent, before)


_HEARING = 180
_DEFAULT = (
    TopicBody(topic="hearing_scheduled", reach_before_minutes=_HEARING),
    TopicBody(topic="hearing_rescheduled", reach_before_minutes=_HEARING),
    TopicBody(topic="hearing_cancelled", reach_before_minutes=_HEARING),
    TopicBody(topic="hearing_uninvited", reach_before_minutes=_HEARING),
    TopicBody(
        topic="hearing_reminder_*",
        roles=("judge", "clerk", "interpreter"),
        mandatory=False,
        reach_before_minutes=30,
    ),
    TopicBody(topic="hearing_reminder_*", reach_before_minutes=30),
    TopicBody(topic="survey_*", mandatory=False),
    # Without a certificate that is due somebody may not do what it is for.
    TopicBody(topic="training_certificate_*"),
    TopicBody(topic="training_*", mandatory=False),
    TopicBody(topic="operator_alert", urgent=True),
)


class TopicsBody(RuleBody):
    """Rules by topic: the first one that is about a topic and a role holds; a topic of none of them is mandatory."""

    topics: Annotated[tuple[TopicBody, ...], Field(max_length=200)] = _DEFAULT

    @model_validator(mode="after")
    def _never_muted(self) -> "TopicsBody":
        for place, one in enumerate(self.topics):
            if not one.mandatory and never_optional(one.topic):
                raise wrong(
                    f"{one.topic} means word of hearings or of discipline, which nobody can mute",
                    f"topics[{place}].mandatory",
                )
        return self


TOPICS: RuleKind[TopicRules] = RuleKind(
    "topics",
    "What can be muted, what is urgent, and until when it must have reached people",
    TopicsBody,
    lambda body: TopicRules(tuple(one.rule for one in body.topics)),
)

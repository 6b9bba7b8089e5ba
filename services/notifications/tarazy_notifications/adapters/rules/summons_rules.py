"""Rules of the kind `summons`: what a summons has to say, by topic."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from tarazy_shared.contracts.fields import wrong

from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.domain.texts.summons import DEFAULT_RULES, Item, Lack, Summons, SummonsRules


class ItemBody(BaseModel):
    """Something that has to be said."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    item: Item
    when_missing: Lack = "hold"
    """`hold`: the notice does not leave; `tell`: it leaves, and the court is told what its summonses lack."""


class TopicBody(BaseModel):
    """What notices of a topic have to say to parties and their representatives."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    topic: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    items: Annotated[tuple[ItemBody, ...], Field(max_length=20)]

    @field_validator("items")
    @classmethod
    def _each_once(cls, items: tuple[ItemBody, ...]) -> tuple[ItemBody, ...]:
        if len({one.item for one in items}) < len(items):
            raise wrong("names an item twice")
        return items


_DEFAULT = tuple(
    TopicBody(topic=topic, items=tuple(ItemBody(item=item, when_missing=lack) for item, lack in summons.items))
    for topic, summons in DEFAULT_RULES.topics
)


class SummonsBody(RuleBody):
    """What has to be said, by topic; a topic that is not named is no summons."""

    topics: Annotated[tuple[TopicBody, ...], Field(max_length=50)] = _DEFAULT

    @model_validator(mode="after")
    def _each_topic_once(self) -> "SummonsBody":
        if len({one.topic for one in self.topics}) < len(self.topics):
            raise wrong("names a topic twice", "topics")
        return self


SUMMONS: RuleKind[SummonsRules] = RuleKind(
    "summons",
    "What a summons has to say",
    SummonsBody,
    lambda body: SummonsRules(
        tuple((one.topic, Summons(tuple((each.item, each.when_missing) for each in one.items))) for one in body.topics)
    ),
)

"""Rules of the kind `operators`: who hears of alerts about the system."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.fields import Language, Text

from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.domain import people
from tarazy_notifications.domain.alerts.telling import Operator


class ChatContact(BaseModel):
    """A room of a chat service."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    channel: Literal["chat"]
    address: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    """Its name in `TARAZY_NOTIFICATIONS_CHAT_ROOMS`."""


class OperatorBody(BaseModel):
    """Somebody who hears of alerts."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    name: Text
    contacts: Annotated[tuple[Contact | ChatContact, ...], Field(min_length=1, max_length=4)]
    """Where they are reached: the first of each channel is used."""
    language: Language | None = None
    """The court's, where none is named."""
    severities: Annotated[tuple[Annotated[str, Field(min_length=1, max_length=40)], ...], Field(max_length=10)] = ()
    """Such as `page`; all where none is named."""

    @property
    def operator(self) -> Operator:
        """As the domain has it."""
        contacts = tuple(people.Contact(one.channel, one.address) for one in self.contacts)
        return Operator(self.name, contacts, self.language, frozenset(self.severities))


class OperatorsBody(RuleBody):
    """Who hears of alerts: those of a court of what concerns it, where it has any; those of all courts of the rest."""

    operators: Annotated[tuple[OperatorBody, ...], Field(max_length=100)] = ()


OPERATORS: RuleKind[tuple[Operator, ...]] = RuleKind(
    "operators",
    "Who hears of alerts about the system",
    OperatorsBody,
    lambda body: tuple(one.operator for one in body.operators),
)

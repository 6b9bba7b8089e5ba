"""`court.survey.*`: invitations to surveys. No answer ever leaves HR, and nothing here says who has answered."""

from typing import Annotated, ClassVar

from pydantic import Field

from tarazy_shared.contracts import topics
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.fields import Day, Hash, Id, Text


class SurveyInvited(EventData):
    """Somebody is asked to answer."""

    TYPE: ClassVar[str] = "court.survey.invited.v1"
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "survey_id"

    survey_id: Id
    person_id: Id
    sealed_token: Annotated[Text, Field(min_length=1)]
    """The one-time token, to be opened with the key that HR and notifications share at the moment of sending alone."""
    closes_on: Day
    """The last day on which it can be answered."""


class SurveyOffered(EventData):
    """Whoever took part in a hearing is asked to answer. HR knows how many they are, and not who."""

    TYPE: ClassVar[str] = "court.survey.offered.v1"
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "survey_id"

    survey_id: Id
    hearing_id: Id
    sealed_tokens: Annotated[tuple[Annotated[Text, Field(min_length=1)], ...], Field(min_length=1, max_length=500)]
    """One for each who took part; sealed as that of an invitation."""
    closes_on: Day


class SurveyReminded(EventData):
    """Whoever has not answered is asked once more."""

    TYPE: ClassVar[str] = "court.survey.reminded.v1"
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "survey_id"

    survey_id: Id
    unused: tuple[Hash, ...]
    """SHA-256 of the tokens that were not used, in no order: HR does not know whose they are."""
    closes_on: Day


class SurveyClosed(EventData):
    """No answer is taken any more: no invitation and no reminder is of use from now on."""

    TYPE: ClassVar[str] = "court.survey.closed.v1"
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "survey_id"

    survey_id: Id
    closes_on: Day
    """The last day for which it was meant; it may have been closed before."""


EVENTS: tuple[type[EventData], ...] = (SurveyInvited, SurveyOffered, SurveyReminded, SurveyClosed)

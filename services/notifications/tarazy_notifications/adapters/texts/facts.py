"""What a notice names, laid out in one reader's language, by what it tells of."""

from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.digest_facts import digest_facts
from tarazy_notifications.adapters.texts.hearing_facts import hearing_facts
from tarazy_notifications.adapters.texts.matter_facts import absence_facts, alerts_facts, matter_facts, survey_facts
from tarazy_notifications.adapters.texts.rows import Facts, Row, court_rows
from tarazy_notifications.adapters.texts.words import words_of
from tarazy_notifications.domain.people import Court, Language
from tarazy_notifications.domain.stories import (
    AbsenceStory,
    AlertStory,
    AllocationStory,
    DigestStory,
    HearingStory,
    MatterStory,
    Story,
    SurveyStory,
)


def facts(topic: str, story: Story, court: Court, language: Language) -> Facts:
    """The facts of one story, with everything from outside made fit to be shown."""
    match story:
        case HearingStory():
            return hearing_facts(topic, story, court, language)
        case AllocationStory():
            labels, number = words_of(language)["labels"], shown(story.case_number)
            return Facts({"case_number": number}, [Row(labels["case"], [number])], court_rows(court, [], language))
        case AbsenceStory():
            return absence_facts(story, court, language)
        case AlertStory():
            return alerts_facts(story, court, language)
        case MatterStory():
            return matter_facts(story, court, language)
        case DigestStory():
            return digest_facts(story, court, language)
        case SurveyStory():
            return survey_facts(story, court, language)

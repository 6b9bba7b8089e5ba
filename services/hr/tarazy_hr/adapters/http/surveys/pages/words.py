"""How the pages of surveys call what the records have as codes."""

from collections.abc import Mapping

from tarazy_shared.pages.catalogue import message

from tarazy_hr.adapters.surveys.store import Survey
from tarazy_hr.adapters.surveys.texts import TextState, WithheldFor
from tarazy_hr.domain.surveys.questionnaire import Audience

AUDIENCES: Mapping[Audience, str] = {
    "judges": message("judges, by mail"),
    "colleagues": message("everybody in post, by mail"),
    "users": message("people who come to court, on paper or after hearings"),
    "participants": message("people who took part in training, by mail"),
}

TEXT_STATES: Mapping[TextState, str] = {
    "waiting": message("To be read"),
    "shown": message("Told"),
    "withheld": message("Kept back"),
}

WITHHELD_FOR: Mapping[WithheldFor, str] = {
    "names_somebody": message("It names somebody"),
    "known_by_it": message("Whoever wrote it could be known by it"),
    "insult": message("It insults somebody"),
    "off_subject": message("It is about something else"),
    "other": message("Another reason"),
}


def state_of(survey: Survey) -> tuple[str, str]:
    """Where a survey stands, with its tone."""
    return (message("Runs"), "warn") if survey.closed_on is None else (message("Closed"), "ok")

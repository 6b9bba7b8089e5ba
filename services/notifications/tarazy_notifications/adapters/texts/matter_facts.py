"""What notices name that are about no hearing: absences, alerts, processes of HR, surveys."""

from collections.abc import Mapping

from tarazy_notifications.adapters import dates
from tarazy_notifications.adapters.plain_text import shown
from tarazy_notifications.adapters.texts.rows import Facts, Row, Value, court_rows
from tarazy_notifications.adapters.texts.words import words_of
from tarazy_notifications.domain.people import Court, Language
from tarazy_notifications.domain.stories import AbsenceStory, AlertLine, AlertStory, MatterStory, Process, SurveyStory

ANSWER_AT = "\ue003"
"""Stands for the address at which one person answers, which no words that are kept may hold."""


def absence_facts(story: AbsenceStory, court: Court, language: Language) -> Facts:
    """Leave or another absence of one's own."""
    words, zone = words_of(language), court.zone
    starts = dates.day_and_clock(story.starts_at, zone, language)
    ends = dates.day_and_clock(story.ends_at, zone, language)
    kind = words["absence_kinds"].get(story.kind, shown(story.kind))
    rows = [Row(words["labels"]["absence"], [kind]), Row(words["labels"]["when"], [f"{starts} – {ends}"])]
    values: dict[str, Value] = {
        "approved": story.approved,
        "kind": kind,
        "first": dates.short_day(story.starts_at, zone, language),
        "last": dates.short_day(story.ends_at, zone, language),
    }
    return Facts(values, rows, court_rows(court, [], language))


def alerts_facts(story: AlertStory, court: Court, language: Language) -> Facts:
    """Each alert by its name; the system is no court's, and so is its address."""
    labels = words_of(language)["labels"]

    def lines(one: AlertLine) -> list[str]:
        at = one.starts_at if one.ends_at is None else one.ends_at
        since = dates.day_and_clock(at, court.zone, language)
        state = labels["alert_since" if one.firing else "alert_over"].replace("{since}", since)
        return [state, *(shown(text) for text in (one.summary, one.description, one.runbook) if text)]

    first = story.alerts[0]
    values: dict[str, Value] = {
        "firing": story.firing,
        "resolved": story.resolved,
        "severity": shown(story.severity),
        "first": shown(first.name),
        "others": story.firing + story.resolved - 1,
        "summary": shown(first.summary),
    }
    return Facts(values, [Row(shown(one.name), lines(one)) for one in story.alerts], [])


_MATTERS: Mapping[Process, str] = {
    "training": "programme",
    "evaluation": "evaluation",
    "discipline": "proceedings",
    "vacancy": "stage",
}
"""What the code of a process is called."""


def matter_facts(story: MatterStory, court: Court, language: Language) -> Facts:
    """A step of a process of HR: training, evaluation, discipline, a vacancy."""
    words, zone = words_of(language), court.zone
    labels = words["labels"]
    code = words["matter_codes"].get(story.code, shown(dict(story.names).get(language, story.code)))
    due = dates.days(story.due_on, story.due_on, language) if story.due_on else ""
    times = [dates.day_and_clock(one, zone, language) for one in (story.starts_at, story.ends_at) if one]
    rows = [
        Row(labels[_MATTERS[story.process]], [code] if code else []),
        Row(labels["when"], [" – ".join(times)] if times else []),
        Row(labels["place"], _where(story, labels), link=story.venue.startswith("https://")),
        Row(labels["turn"], [] if story.turn is None else [str(story.turn)]),
        Row(labels["changed"], [", ".join(words["matter_changes"].get(one, shown(one)) for one in story.changed)]),
        Row(labels["reason"], [words["matter_reasons"].get(story.reason, shown(story.reason))]),
        Row(labels["until"], [due] if due else []),
        Row(labels["answer_by"], [dates.day_and_clock(story.answer_by, zone, language)] if story.answer_by else []),
    ]
    first = dates.short_day(story.starts_at, zone, language) if story.starts_at else ""
    said = {"session_changed": bool(story.changed), "waited": story.waited}
    values: dict[str, Value] = {"code": code, "due": due, "first": first, **said}
    return Facts(values, [row for row in rows if any(row.lines)], court_rows(court, [], language))


def _where(story: MatterStory, labels: Mapping[str, str]) -> list[str]:
    """A room, or an address; a link is shown alone, so that it can be followed."""
    if story.online and not story.venue.startswith("https://"):
        return [line for line in (labels["online"], shown(story.venue)) if line]
    return [shown(story.venue)] if story.venue else []


def survey_facts(story: SurveyStory, court: Court, language: Language) -> Facts:
    """Where to answer and until when."""
    labels, due = words_of(language)["labels"], dates.days(story.answer_until, story.answer_until, language)
    rows = [Row(labels["answer_at"], [ANSWER_AT], link=True), Row(labels["until"], [due])]
    return Facts({"due": due}, rows, court_rows(court, [], language))

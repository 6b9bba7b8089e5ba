"""What whoever reads an evaluation can do in it now, and until when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tarazy_shared.terms import IsOpen

from tarazy_hr.adapters.http.evaluation.pages.carrying import Subject
from tarazy_hr.adapters.http.front.visit import Visit
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.domain.evaluation.evaluation import OVER, Evaluation


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done or waited for, in words; `link` is where on the page."""

    sentence: str
    tone: str = ""
    link: str = ""


def steps(visit: Visit, subject: Subject, is_open: IsOpen) -> list[Step]:
    """For each part that whoever reads has in it."""
    evaluation = subject.evaluation
    if evaluation.phase in OVER:
        return []
    found: list[Step] = []
    if "judge" in subject.parts:
        found += _of_judge(visit, evaluation, is_open)
    if "member" in subject.parts:
        found += _of_member(visit, evaluation, is_open)
    if "appeal" in subject.parts:
        last = _last(evaluation, "appeal_decision", is_open)
        found.append(
            Step(visit.words.gettext("The appeal is for you to decide.") + left(visit, last), "warn", "appeal")
        )
    if "office" in subject.parts:
        found += _of_office(visit, evaluation)
    return found


def left(visit: Visit, last: date | None) -> str:
    """Until when, and how many days that leaves; nothing where nobody has said it."""
    if last is None:
        return ""
    words, days = visit.words, (last - visit.today).days
    if days < 0:
        return " " + words.gettext("The last day was %(day)s.", day=visit.reader.day(last))
    if not days:
        return " " + words.gettext("Today is the last day.")
    return " " + words.ngettext(
        "The last day is %(day)s: %(n)s day is left.",
        "The last day is %(day)s: %(n)s days are left.",
        days,
        day=visit.reader.day(last),
    )


def may_decide(evaluation: Evaluation, today: date, is_open: IsOpen) -> bool:
    """Whether the panel can decide on a day."""
    last = _last(evaluation, "reply", is_open)
    waited = evaluation.replied or last is None or today > last
    return evaluation.phase == "reply" and waited and None not in evaluation.disputes.values()


def _last(evaluation: Evaluation, clock: str, is_open: IsOpen) -> date | None:
    return evaluation.clocks[clock].last_day(is_open) if clock in evaluation.clocks else None


def _of_judge(visit: Visit, evaluation: Evaluation, is_open: IsOpen) -> Iterator[Step]:
    words = visit.words
    reply, appeal = _last(evaluation, "reply", is_open), _last(evaluation, "appeal", is_open)
    match evaluation.phase:
        case "scoring":
            yield Step(words.gettext("The panel looks at your work. You can reply to its draft before it decides."))
        case "reply" if evaluation.replied or (reply is not None and visit.today > reply):
            last = _last(evaluation, "decision", is_open)
            yield Step(words.gettext("The panel decides next.") + left(visit, last))
        case "reply":
            said = words.gettext("You can reply to the draft and dispute hearings behind its figures.")
            yield Step(said + left(visit, reply), "warn", "reply")
        case "decided" if appeal is None or visit.today <= appeal:
            yield Step(words.gettext("It is decided. You can appeal.") + left(visit, appeal), "warn", "to-appeal")
        case "appealed":
            said = words.gettext("You have appealed. Others than those who scored decide about it.")
            yield Step(said + left(visit, _last(evaluation, "appeal_decision", is_open)))


def _of_member(visit: Visit, evaluation: Evaluation, is_open: IsOpen) -> Iterator[Step]:
    words, own = visit.words, asker(visit.request).person_id
    missing = [who for _, who in evaluation.missing()]
    mine = sum(who == own for who in missing)
    match evaluation.phase:
        case "scoring" if mine:
            said = words.ngettext("You have %(n)s criterion to score.", "You have %(n)s criteria to score.", mine)
            yield Step(said, "warn", "my-scores")
        case "scoring":
            yield Step(words.gettext("You have scored everything. You can correct it until the draft is shown."), "ok")
        case "reply" if open_ones := [one for one in evaluation.disputes.values() if one is None]:
            said = words.ngettext(
                "%(n)s dispute waits to be settled.", "%(n)s disputes wait to be settled.", len(open_ones)
            )
            yield Step(said, "warn", "disputes")
        case "reply" if may_decide(evaluation, visit.today, is_open):
            said = words.gettext("You can decide now, one member for all.")
            yield Step(said + left(visit, _last(evaluation, "decision", is_open)), "warn", "decide")
        case "reply":
            said = words.gettext("The judge may still reply; the panel decides after that.")
            yield Step(said + left(visit, _last(evaluation, "reply", is_open)))


def _of_office(visit: Visit, evaluation: Evaluation) -> Iterator[Step]:
    words = visit.words
    if evaluation.phase != "scoring":
        return
    by_panel = any(one.basis == "panel" for one in evaluation.rules.criteria)
    if by_panel and len(evaluation.scorers) < evaluation.rules.quorum:
        said = words.ngettext(
            "The panel is too small: %(n)s member has to score. Name it.",
            "The panel is too small: %(n)s members have to score. Name it.",
            evaluation.rules.quorum,
        )
        yield Step(said, "warn", "conduct")
    if evaluation.figures_on is None and any(one.basis == "indicators" for one in evaluation.rules.criteria):
        yield Step(words.gettext("Take the figures before the draft can be shown."), "warn", "conduct")
    elif not evaluation.missing() and len(evaluation.scorers) >= evaluation.rules.quorum:
        yield Step(words.gettext("Everything is there: show the judge the draft."), "warn", "conduct")
    for code in (one.code for one in evaluation.rules.criteria if one.basis == "survey"):
        if code not in evaluation.surveys:
            yield Step(words.gettext("No survey has been taken over yet: without one its criterion says nothing."))
            break

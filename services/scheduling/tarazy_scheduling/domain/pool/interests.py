"""Whether a judge has an interest in a case: certain, none, or for a person to say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from tarazy_scheduling.domain.commands import AnswerInterestQuestion
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.means import Interest
from tarazy_scheduling.domain.model.questions import InterestQuestion
from tarazy_scheduling.domain.names.comparing import Likeness, Name, likeness, read_name
from tarazy_scheduling.domain.outcome import Applied, Dropped, Outcome, Waits
from tarazy_scheduling.domain.working_set.court import Court


def judges_near(court: Court, case: Case) -> frozenset[UUID]:
    """Judges with an interest that may be against the case or a party of it: nobody else has to be asked about."""
    texts = {str(case.case_id), *(party.name for party in case.parties)}
    return frozenset(person_id for text in texts for person_id in court.declared.judges_near(text))


def interest_in(court: Court, case: Case, person_id: UUID, today: date) -> Likeness:
    """The strongest interest that a judge has declared against the case or a party of it."""
    strongest, this_case = Likeness.DIFFERENT, str(case.case_id)
    for interest in court.declared.of(person_id):
        if not interest.holds_on(today):
            continue
        if interest.against == this_case:
            return Likeness.SAME
        for _, found in _compared(court, case, interest):
            if found is Likeness.SAME:
                return found
            if found is Likeness.DOUBTFUL:
                strongest = found
    return strongest


def ask_about(court: Court, case: Case, person_id: UUID, now: datetime) -> None:
    """Ask a person about each doubtful name that alone keeps a judge out of a draw."""
    today = court.today(now)
    if interest_in(court, case, person_id, today) is not Likeness.DOUBTFUL:
        return
    for interest in court.declared.of(person_id):
        if not interest.holds_on(today):
            continue
        for party, found in _compared(court, case, interest):
            if found is Likeness.DOUBTFUL:
                court.ask(_question(court, case, interest, party, now))


def answer_question(court: Court, asked: AnswerInterestQuestion, now: datetime) -> Outcome:
    """Keep what a person says of two names. Another answer later takes the place of the first."""
    known = next((one for one in court.questions.values() if one.question_id == asked.question_id), None)
    if known is None:
        return Waits("unknown_question", "question_id", str(asked.question_id))
    if known.answer == asked.answer:
        return Dropped()
    answered = replace(known, answer=asked.answer, answered_by=asked.answered_by, why=asked.why, answered_at=now)
    court.put_question(answered)
    return Applied()


def _compared(court: Court, case: Case, interest: Interest) -> Iterator[tuple[str, Likeness]]:
    """Each party's name, and how it compares; a person's answer goes before ours."""
    against = court.declared.against(interest)
    for party in case.parties:
        name = read_name(party.name)
        found = likeness(against, name)
        if found is Likeness.DOUBTFUL:
            found = _answered(court, interest, against, name)
        yield party.name, found


def _answered(court: Court, interest: Interest, against: Name, party: Name) -> Likeness:
    question = court.questions.get((interest.person_id, against.key, party.key))
    match question.answer if question else None:
        case "same":
            return Likeness.SAME
        case "different":
            return Likeness.DIFFERENT
        case _:
            return Likeness.DOUBTFUL


def _question(court: Court, case: Case, interest: Interest, party: str, now: datetime) -> InterestQuestion:
    against_key, party_key = court.declared.against(interest).key, read_name(party).key
    named = f"tarazy:{court.court_id}:interest-question:{interest.person_id}:{against_key}:{party_key}"
    return InterestQuestion(
        question_id=uuid5(NAMESPACE_URL, named),
        person_id=interest.person_id,
        against_key=against_key,
        party_key=party_key,
        interest_id=interest.interest_id,
        against=interest.against,
        party_name=party,
        case_id=case.case_id,
        asked_at=now,
    )

"""The matrix: each permission, the roles that have it, and how far (`tarazy_shared.rights` has the words for it).

`docs/hr.md` shows it, and a test compares both.
"""

from collections.abc import Mapping

from tarazy_shared.rights import Matrix, Scope
from tarazy_shared.who import Role

_SYSTEM: Mapping[Role, Scope] = {"system": "all"}
_HR: Mapping[Role, Scope] = {**_SYSTEM, "hr_officer": "court"}
_HR_AND_CHAIR: Mapping[Role, Scope] = {**_HR, "chair": "court"}
_HR_AND_TRAINER: Mapping[Role, Scope] = {**_HR, "trainer": "court"}
_EVERYBODY: Mapping[Role, Scope] = {
    **_HR_AND_CHAIR,
    "judge": "court",
    "listing_officer": "court",
    "observer": "court",
}
"""Whoever works in the court or watches it."""

_SECRETARY: Mapping[Role, Scope] = {**_SYSTEM, "secretary": "court"}
_WHOEVER_WATCHES: Mapping[Role, Scope] = {
    "hr_officer": "anywhere",
    "chair": "anywhere",
    "judge": "anywhere",
    "listing_officer": "anywhere",
    "observer": "anywhere",
    "inspector": "anywhere",
    "secretary": "anywhere",
}

MATRIX: Matrix = {
    # Courts, posts and people.
    "court.register": _HR,
    "establishment.read": _EVERYBODY,
    "establishment.change": _HR,
    "vacancy.read": {**_SYSTEM, **_WHOEVER_WATCHES},
    "staff.read": _EVERYBODY,
    "person.read": {**_HR_AND_CHAIR, "judge": "self"},
    "person.appoint": _HR,
    "person.separate": _HR,
    "authorisation.change": _HR,
    "suspension.change": _HR,
    "interest.read": {**_HR_AND_CHAIR, "judge": "self"},
    "interest.declare": {**_HR, "judge": "self"},
    "interest.end": _HR,
    "import.run": _HR,
    # Time.
    "absence.read": {**_HR_AND_CHAIR, "judge": "self"},
    "absence.request": {**_HR, "judge": "self"},
    "absence.withdraw": {**_HR, "judge": "self"},
    "absence.enter": _HR,
    "absence.decide": _HR_AND_CHAIR,
    "hearing.read": {**_HR_AND_CHAIR, "listing_officer": "court", "judge": "self"},
    "leave_type.read": _EVERYBODY,
    "leave_type.change": _HR,
    "leave.read": {**_HR_AND_CHAIR, "judge": "self"},
    "leave.request": {**_HR, "judge": "self"},
    "leave.withdraw": {**_HR, "judge": "self"},
    "leave.preview": {**_HR_AND_CHAIR, "judge": "self"},
    "leave.record": _HR,
    "leave.decide": _HR_AND_CHAIR,
    "leave.adjust": _HR,
    "secondment.decide": _HR,
    "duty.read": {**_HR_AND_CHAIR, "listing_officer": "court", "judge": "court"},
    "duty.plan": _HR,
    "availability.read": {**_HR_AND_CHAIR, "listing_officer": "court"},
    "cover.change": _HR_AND_CHAIR,
    # Selection. A member of a panel reads and scores as oneself, in whichever court the panel sits.
    "selection.read": {**_HR_AND_CHAIR, "judge": "self", "observer": "court"},
    "selection.conduct": _HR,
    "selection.candidates": _HR,
    "selection.score": {**_HR, "judge": "self"},
    "selection.appoint": _HR,
    "procedure.read": _EVERYBODY,
    "procedure.change": _HR,
    "country_procedure.change": {**_SYSTEM, "hr_officer": "all"},
    # Discipline. Files are for those on the case: a judge about oneself, members of the panel, the inspector who looks
    # into it; the secretary keeps them and decides nothing. The chair has no part in it.
    "discipline.receive": {**_SECRETARY, "inspector": "court"},
    "discipline.read": {**_SECRETARY, "inspector": "self", "judge": "self"},
    "discipline.conduct": _SECRETARY,
    "discipline.publish": _SECRETARY,
    "discipline.inquire": {**_SYSTEM, "inspector": "self"},
    "discipline.explain": {**_SYSTEM, "judge": "self"},
    "discipline.judge": {**_SYSTEM, "judge": "self"},
    "discipline.appeal": {**_SYSTEM, "inspector": "self", "judge": "self"},
    "discipline_body.read": {**_SYSTEM, **_WHOEVER_WATCHES},
    "discipline_body.change": {**_SYSTEM, "secretary": "all"},
    "discipline_rules.read": {**_EVERYBODY, "inspector": "court", "secretary": "court"},
    "discipline_rules.change": _SECRETARY,
    "country_discipline_rules.change": {**_SYSTEM, "secretary": "all"},
    "deadline.read": _SECRETARY,
    # Evaluation. The secretary conducts and decides nothing; members of a panel score as oneself, the judge answers;
    # neither needs an office, and whoever holds one is in their own evaluation the judge and nothing else.
    "evaluation.read": {**_SECRETARY, "judge": "self"},
    "evaluation.conduct": _SECRETARY,
    "evaluation.score": {**_SYSTEM, "judge": "self"},
    "evaluation.answer": {**_SYSTEM, "judge": "self"},
    "evaluation_totals.read": {**_SYSTEM, **_WHOEVER_WATCHES},
    "evaluation_rules.read": {**_EVERYBODY, "secretary": "court"},
    "evaluation_rules.change": _SECRETARY,
    # Surveys. Whoever has a token answers without an account; a survey for an evaluation is told of in it alone.
    "survey.read": {**_SYSTEM, **_WHOEVER_WATCHES},
    "survey.conduct": _SECRETARY,
    "questionnaires.read": {**_EVERYBODY, "secretary": "court"},
    "questionnaires.change": _SECRETARY,
    "country_questionnaires.change": {**_SYSTEM, "secretary": "all"},
    "country_evaluation_rules.change": {**_SYSTEM, "secretary": "all"},
    # Workload.
    "norm.read": _EVERYBODY,
    "norm.change": _HR,
    "country_norm.change": {**_SYSTEM, "hr_officer": "all"},
    "workload.read": {**_HR_AND_CHAIR, "observer": "court", "judge": "self"},
    "workload.imagine": _HR_AND_CHAIR,
    "workload.compare": {**_SYSTEM, "hr_officer": "all", "chair": "all", "observer": "all"},
    # Training. Sessions are open to people of all courts; who takes part is for those who teach.
    "training.read": {**_SYSTEM, **_WHOEVER_WATCHES, "trainer": "anywhere"},
    "training.plan": _HR_AND_TRAINER,
    "training.teach": _HR_AND_TRAINER,
    "training.certify": _HR_AND_TRAINER,
    "training.rate": _HR,
    "training.enrol": {**_HR_AND_CHAIR, "judge": "self"},
    "training.follow": {**_HR_AND_CHAIR, "judge": "self"},
    "training.hours": _HR_AND_CHAIR,
    "training.programme": _HR_AND_TRAINER,
    # Sums over groups alone: whose evaluation asks for what is for those on it.
    "training_needs.read": {**_HR_AND_CHAIR, "trainer": "court", "secretary": "court"},
    "country_training.change": {**_SYSTEM, "hr_officer": "all"},
    # Access itself.
    "desk.open": {**_EVERYBODY, "secretary": "court", "trainer": "court"},
    "audit.read": _HR_AND_CHAIR,
    "access.read": {**_SYSTEM, "hr_officer": "all"},
    "access.change": {**_SYSTEM, "hr_officer": "all"},
}

NEVER_ABOUT_ONESELF = frozenset(
    {
        "person.appoint",
        "person.separate",
        "authorisation.change",
        "suspension.change",
        "interest.end",
        "absence.enter",
        "absence.decide",
        "leave.decide",
        "leave.adjust",
        "secondment.decide",
        "discipline.receive",
        "discipline.conduct",
        "discipline.publish",
        "evaluation.conduct",
        "training.certify",
    }
)
"""What nobody decides about oneself, whatever role one holds: another officer or the chair does."""

"""Cases and hearings as JSON, written and read whole: the record in the database is the record of the domain."""

from pydantic import TypeAdapter

from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.hearing import Hearing

_CASE = TypeAdapter(Case)
_HEARING = TypeAdapter(Hearing)


def write_case(case: Case) -> str:
    """The case as JSON."""
    return _CASE.dump_json(case).decode()


def read_case(document: str) -> Case:
    """The case that was written so."""
    return _CASE.validate_json(document)


def write_hearing(hearing: Hearing) -> str:
    """The hearing as JSON."""
    return _HEARING.dump_json(hearing).decode()


def read_hearing(document: str) -> Hearing:
    """The hearing that was written so."""
    return _HEARING.validate_json(document)

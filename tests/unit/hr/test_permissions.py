"""Who may do what: the decision over the matrix."""

from uuid import UUID

import pytest
from tarazy_hr.domain.access.deciding import may, may_in, may_somewhere
from tarazy_hr.domain.access.matrix import MATRIX, NEVER_ABOUT_ONESELF
from tarazy_shared.who import ROLES, SYSTEM, Role, Who

AIGUL, BERIK = UUID(int=1), UUID(int=2)


def who(*roles: tuple[Role, str | None], person: UUID | None = None) -> Who:
    return Who("somebody", person, frozenset(roles))


def test_an_officer_acts_in_their_own_court_alone() -> None:
    officer = who(("hr_officer", "kz-1"))
    assert may(officer, "person.appoint", "kz-1", BERIK)
    assert not may(officer, "person.appoint", "kz-2", BERIK)
    assert not may(officer, "person.appoint", None)
    assert may_in(officer, "person.appoint") == frozenset({"kz-1"})


def test_an_officer_of_all_courts_acts_in_each() -> None:
    officer = who(("hr_officer", None))
    assert may(officer, "person.appoint", "kz-2", BERIK)
    assert may_in(officer, "person.appoint") is None


def test_a_judge_sees_the_own_file_and_no_other() -> None:
    judge = who(("judge", "kz-1"), person=AIGUL)
    assert may(judge, "person.read", "kz-1", AIGUL)
    assert not may(judge, "person.read", "kz-1", BERIK)
    assert not may(judge, "person.read", "kz-1")
    assert may_somewhere(judge, "person.read")
    assert may_in(judge, "person.read") == frozenset()


@pytest.mark.parametrize("permission", sorted(NEVER_ABOUT_ONESELF))
def test_nobody_decides_about_oneself(permission: str) -> None:
    officer = who(("hr_officer", "kz-1"), ("chair", "kz-1"), ("secretary", "kz-1"), ("judge", "kz-1"), person=AIGUL)
    assert may(officer, permission, "kz-1", BERIK)
    assert not may(officer, permission, "kz-1", AIGUL)
    assert may_in(officer, permission) == frozenset({"kz-1"})


def test_whoever_left_is_nobody() -> None:
    assert not may(who(person=AIGUL), "person.read", "kz-1", AIGUL)
    assert not may_somewhere(who(person=AIGUL), "person.read")


def test_a_program_may_do_everything() -> None:
    assert all(may(SYSTEM, permission, "kz-1", AIGUL) for permission in MATRIX)


@pytest.mark.parametrize("permission", sorted(MATRIX))
def test_an_observer_changes_nothing_and_reads_no_file(permission: str) -> None:
    observer = who(("observer", None))
    reads = {
        "establishment.read", "vacancy.read", "staff.read", "norm.read", "procedure.read", "selection.read",
        "desk.open", "leave_type.read", "workload.read", "workload.compare",
        "discipline_body.read", "discipline_rules.read", "evaluation_totals.read", "evaluation_rules.read",
        "survey.read", "questionnaires.read",
        "training.read",
    }  # fmt: skip
    assert may(observer, permission, "kz-1", AIGUL) == (permission in reads)


@pytest.mark.parametrize("permission", sorted(MATRIX))
def test_the_matrix_names_known_roles_and_the_program(permission: str) -> None:
    assert set(MATRIX[permission]) <= set(ROLES)
    assert MATRIX[permission]["system"] == "all"

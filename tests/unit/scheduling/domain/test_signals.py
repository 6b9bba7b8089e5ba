"""What is noted because somebody may steer a draw by it."""

from datetime import date
from typing import Any

import pytest
from tarazy_scheduling.domain.allocation.signals import ExclusionEntered, PartiesRegistered, parties_of, signal_of
from tarazy_scheduling.domain.commands import DeclareInterest, GrantRecusal, PassTime, RegisterCase, Suspend
from tarazy_scheduling.domain.model.case import Party
from tarazy_scheduling.domain.model.means import Interest

from tests.unit.scheduling.domain.courts import a_case, an_id, leave


def between(*names: str, **more: Any) -> bytes | None:
    roles = ("claimant", "defendant")
    parties = tuple(
        Party(party_id=an_id(f"{name}{place}"), role=roles[place % 2], name=name) for place, name in enumerate(names)
    )
    return parties_of(a_case("case", parties=parties, **more))


def test_what_keeps_a_judge_out_is_noted_as_the_record_will_bear_it() -> None:
    judge, case = an_id("judge1"), an_id("case")
    interest = Interest(an_id("interest"), judge, "ТОО «Алтын Дан»", None, None)
    assert signal_of(DeclareInterest(interest)) == ExclusionEntered(judge, "interest_declared")
    assert signal_of(GrantRecusal(case, judge)) == ExclusionEntered(judge, "recused", case)
    assert signal_of(leave(10)) == ExclusionEntered(judge, "absent")
    assert signal_of(Suspend(judge, date(2026, 3, 2))) == ExclusionEntered(judge, "suspended")
    assert signal_of(PassTime()) is None


def test_a_registration_is_noted_without_a_name() -> None:
    signal = signal_of(RegisterCase(a_case()))
    assert isinstance(signal, PartiesRegistered)
    assert len(signal.parties) == 32


@pytest.mark.parametrize(
    "names",
    [
        ("Асель Нурпеисова", "ТОО «Алтын Дан»"),
        ("НУРПЕИСОВА  Асель", "Алтын Дан ТОО"),
    ],
)
def test_the_same_parties_are_the_same_however_they_are_written(names: tuple[str, ...]) -> None:
    assert between(*names) == between("Асель Нурпеисова", "ТОО «Алтын Дан»")


def test_other_parties_or_another_subject_are_not_the_same() -> None:
    one = between("Асель Нурпеисова", "ТОО «Алтын Дан»")
    assert one != between("Асель Нурпеисова", "ТОО «Күміс Дан»")
    assert one != between("Асель Нурпеисова", "ТОО «Алтын Дан»", category="criminal.minor")
    assert one != between("Асель Нурпеисова")
    assert one != between("ТОО «Алтын Дан»", "Асель Нурпеисова")


def test_who_only_helps_does_not_count_and_a_case_without_sides_has_nothing() -> None:
    claimant = Party(party_id=an_id("a"), role="claimant", name="Асель")
    expert = Party(party_id=an_id("b"), role="expert", name="Ержан")
    assert parties_of(a_case(parties=(claimant, expert))) == parties_of(a_case(parties=(claimant,)))
    assert parties_of(a_case(parties=(expert,))) is None
    assert signal_of(RegisterCase(a_case(parties=()))) is None

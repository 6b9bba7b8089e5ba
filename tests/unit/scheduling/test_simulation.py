"""Years of a court played through the draw: how fair it comes out, and what the comparison methods do."""

import json
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from statistics import fmean
from typing import Any
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from tarazy_scheduling.domain.model.means import Absence
from tarazy_scheduling.simulation.command import simulate_draws
from tarazy_scheduling.simulation.figures import find, loads_over_fair, together
from tarazy_scheduling.simulation.methods import METHODS, play_by
from tarazy_scheduling.simulation.playing import Draw, play
from tarazy_scheduling.simulation.years import Setting, years_of

from tests.unit.scheduling.domain.courts import an_id

PICTURE = Path(__file__).parents[3] / "docs" / "images" / "draws.svg"
BETA = Fraction(1, 2)
SEEDS = range(1, 6)
A, B, C = an_id("a"), an_id("b"), an_id("c")
SHARES = {A: 1000, B: 1000, C: 500}
DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def played() -> list[tuple[list[Draw], tuple[Absence, ...]]]:
    """5,000 cases of 40 judges, five times."""
    runs = []
    for seed in SEEDS:
        setting = Setting(seed=seed)
        years = years_of(setting)
        runs.append((list(play(setting, years, BETA)), years.absences))
    return runs


# The court's own draws ------------------------------------------------------------------------------------------------


def test_loads_end_within_four_percent_of_fair_ones(played: list[Any]) -> None:
    own = together([find("own", draws, absences) for draws, absences in played]).figures
    assert own.load_cv < 0.04
    assert own.worst_judge < 0.15


def test_pure_chance_leaves_loads_three_times_as_far_apart(played: list[Any]) -> None:
    draws, absences = played[0]
    shares = _shares(Setting(seed=1))
    by_chance = find("", list(play_by(METHODS["pure random, by share"], shares, draws, "1")), absences).figures
    assert by_chance.load_cv > 3 * find("", draws, absences).figures.load_cv


def test_every_chance_lies_between_half_and_one_and_a_half_times_the_fair_one(played: list[Any]) -> None:
    for draws, _ in played:
        for draw in draws:
            held, total = sum(draw.tickets), sum(draw.shares)
            for tickets, share in zip(draw.tickets, draw.shares, strict=True):
                # With whole numbers, of which there are a million here: half the fair chance is (1 - beta) of it.
                assert share * held <= 2 * tickets * total <= 3 * share * held


def test_whoever_comes_back_from_leave_is_not_flooded(played: list[Any]) -> None:
    for draws, absences in played:
        assert find("own", draws, absences).figures.after_leave < 1.2


def test_judges_are_drawn_as_often_as_the_recorded_chances_say(played: list[Any]) -> None:
    """z² of every judge and seed together: about chi-square with as many degrees as judges, less one a seed."""
    squares = []
    for draws, _ in played:
        times: Counter[UUID] = Counter()
        expected: dict[UUID, float] = defaultdict(float)
        variance: dict[UUID, float] = defaultdict(float)
        for draw in draws:
            times[draw.drawn] += 1
            held = sum(draw.tickets)
            for judge, tickets in zip(draw.judges, draw.tickets, strict=True):
                expected[judge] += tickets / held
                variance[judge] += tickets / held * (1 - tickets / held)
        squares += [(times[judge] - due) ** 2 / variance[judge] for judge, due in expected.items()]
    assert len(squares) == 200
    assert 0.5 < fmean(squares) < 1.4


def test_the_same_seed_plays_the_same_years_and_another_one_others() -> None:
    setting = Setting(judges=5, cases=50)
    once, again = (list(play(setting, years_of(setting), BETA)) for _ in range(2))
    assert once == again
    other = Setting(judges=5, cases=50, seed=2)
    assert list(play(other, years_of(other), BETA)) != once


def test_recused_judges_are_replaced_and_do_not_carry_the_case() -> None:
    setting = Setting(judges=10, cases=200, recusals=50.0, leave=0)
    draws = list(play(setting, years_of(setting), BETA))
    firsts = {draw.case_id: draw for draw in draws if draw.is_first}
    again = [draw for draw in draws if not draw.is_first]
    assert len(firsts) == 200
    assert 60 < len(again) < 140
    assert all(firsts[draw.case_id].drawn not in draw.judges for draw in again)


# Other methods --------------------------------------------------------------------------------------------------------


def draw(number: int, *judges: UUID, minutes: int = 60, is_first: bool = True, on: date = DAY) -> Draw:
    held = tuple(SHARES[judge] for judge in judges)
    return Draw(an_id(f"case{number}"), on, minutes, is_first, judges, held, held, judges[0])


def by(method: str, draws: list[Draw]) -> list[Draw]:
    return list(play_by(METHODS[method], SHARES, draws, "seed"))


def test_in_a_round_robin_half_time_has_every_second_turn() -> None:
    drawn = [one.drawn for one in by("round robin", [draw(number, A, B, C) for number in range(10)])]
    assert Counter(drawn) == {A: 4, B: 4, C: 2}
    assert drawn[:5] == drawn[5:]


def test_whoever_is_away_loses_a_turn_of_the_round() -> None:
    drawn = [one.drawn for one in by("round robin", [draw(1, B, C), draw(2, A, B, C), draw(3, A, B, C)])]
    assert drawn[0] == B
    assert drawn[1] == A


def test_a_deck_gives_everybody_as_many_cases_as_cards_before_it_is_dealt_again() -> None:
    drawn = [one.drawn for one in by("card deck, none put back", [draw(number, A, B, C) for number in range(20)])]
    for begin in range(0, 20, 5):
        assert Counter(drawn[begin : begin + 5]) == {A: 2, B: 2, C: 1}


def test_cards_of_whoever_was_away_are_left_and_come_at_once_afterwards() -> None:
    draws = [draw(number, A, B) for number in range(4)] + [draw(4, A, B, C)]
    assert by("card deck, none put back", draws)[-1].tickets == (0, 0, 1)


def test_the_least_loaded_by_share_is_drawn_and_absence_is_no_debt() -> None:
    draws = [draw(1, A, B, minutes=600), draw(2, A, B, minutes=600), draw(3, A, B, C, minutes=60)]
    played = by("least loaded, absence credited", draws)
    assert {played[0].drawn, played[1].drawn} == {A, B}
    assert played[2].tickets == (1, 1, 1)


def test_fewest_cases_takes_absence_for_a_debt() -> None:
    draws = [draw(number, A, B) for number in range(6)] + [draw(6 + number, A, B, C) for number in range(2)]
    played = by("fewest cases, absence not credited", draws)
    assert [one.drawn for one in played[-2:]] == [C, C]
    assert played[-1].tickets == (0, 0, 1)


def test_a_method_draws_again_for_the_judge_whom_it_had_drawn() -> None:
    for method in METHODS:
        first, again = by(method, [draw(1, A, B), draw(1, A, B, is_first=False)])
        assert {first.drawn, again.drawn} == {A, B}, method
        assert again.judges == tuple(judge for judge in (A, B) if judge != first.drawn)


# Figures --------------------------------------------------------------------------------------------------------------


def test_load_is_counted_against_the_cases_that_one_could_have_been_drawn_for() -> None:
    draws = [draw(1, A, B, minutes=100), draw(2, B, minutes=40)]
    assert loads_over_fair(draws) == [100 / 50, 40 / 90]


def test_whoever_is_recused_does_not_carry_the_case_and_was_due_its_part() -> None:
    draws = [draw(1, A, B, minutes=100), draw(1, B, minutes=100, is_first=False)]
    assert loads_over_fair(draws) == [0, 2]


def test_figures_of_two_draws_by_hand() -> None:
    starts_at = datetime(2026, 2, 10, tzinfo=UTC)
    leave = Absence(an_id("leave"), "almaty-1", A, "leave", starts_at, starts_at + timedelta(days=20))
    sure = Draw(an_id("case1"), DAY, 60, True, (A, B), (1000, 1000), (3, 0), A)
    later = Draw(an_id("case2"), DAY + timedelta(days=9), 60, True, (A, B), (1000, 1000), (1, 3), B)
    figures = find("by hand", [sure, later], [leave]).figures
    assert (figures.load_cv, figures.worst_judge) == (0, 0)
    assert (figures.mean_max_p, figures.p999_max_p) == (0.875, 1)
    assert (figures.min_p_to_fair, figures.max_p_to_fair, figures.excluded) == (0, 2, 0.5)
    assert figures.after_leave == 2, "the draw nine days later is not in the first week"


# The command ----------------------------------------------------------------------------------------------------------


def run(*arguments: str) -> Result:
    return CliRunner().invoke(simulate_draws, arguments)


def test_the_committed_picture_is_what_the_command_draws(tmp_path: Path) -> None:
    assert run("--picture", str(tmp_path / "draws.svg")).exit_code == 0
    assert (tmp_path / "draws.svg").read_text(encoding="utf-8") == PICTURE.read_text(encoding="utf-8"), (
        "Draw it anew: tarazy simulate-draws --picture docs/images/draws.svg"
    )


def test_the_table_names_every_method_and_what_was_played() -> None:
    told = run("--judges", "6", "--cases", "60", "--beta", "1/2", "--beta", "0.8", "--seeds", "2").stdout
    assert told.startswith("6 judges, 60 cases in 2 years")
    assert "seeds 1 to 2" in told
    assert all(f"| {name} " in told for name in [*METHODS, "Tarazy, beta 1/2", "Tarazy, beta 4/5"])


def test_figures_for_programs_hold_each_seed() -> None:
    told = json.loads(run("--judges", "6", "--cases", "60", "--seeds", "2", "--json").stdout)
    assert told["setting"]["seeds"] == 2
    own = told["methods"][0]
    assert own["method"] == "Tarazy, beta 1/2"
    assert [one["seed"] for one in own["runs"]] == [1, 2]
    assert own["together"]["load_cv"] == pytest.approx(fmean(one["load_cv"] for one in own["runs"]))


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("--judges", "0", "not in the range"),
        ("--cases", "0", "not in the range"),
        ("--beta", "1.5", "not between 0"),
        ("--beta", "-1/2", "not between 0"),
        ("--beta", "half", "no fraction"),
        ("--beta", "1/0", "no fraction"),
        ("--beta", "0.12345", "finer than thousandths"),
        ("--recusals", "51", "not in the range"),
        ("--leave", "-1", "not in the range"),
        ("--seeds", "0", "not in the range"),
        ("--seed", "x", "not a valid integer"),
        ("--picture", "/nowhere/draws.svg", "folder"),
    ],
)
def test_an_option_without_sense_is_refused_by_name(option: str, value: str, reason: str) -> None:
    result = run(f"{option}={value}", *(["--judges=3", "--cases=3"] if option == "--picture" else []))
    assert result.exit_code == 2
    assert option in result.stderr
    assert reason in result.stderr


def test_years_in_which_nobody_can_be_drawn_are_an_error() -> None:
    for seed in range(40):
        result = run("--judges=2", "--cases=1", "--leave=200", f"--seed={seed}")
        if result.exit_code:
            assert "all judges were away" in result.stderr
            return
    pytest.fail("in one of forty courts both judges are away")


def _shares(setting: Setting) -> dict[UUID, int]:
    return {post.person_id: post.share_milli for post in years_of(setting).posts}

"""`tarazy solve` and `tarazy make-court` as they are typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tarazy_scheduling.plan_command import plan
from tarazy_scheduling.planning import command, core
from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.bounds import Bound
from tarazy_scheduling.planning.command import make_court, solve
from tarazy_scheduling.planning.instance import instance_of
from tarazy_scheduling.planning.report import Report, report

from tests.unit.scheduling.planning.courts import small_court


@pytest.fixture
def court(tmp_path: Path) -> Path:
    path = tmp_path / "court.json"
    path.write_text(json.dumps(small_court(3, hearings=30)), encoding="utf-8")
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(solve, [str(one) for one in arguments])


def test_plan_file_holds_all_that_it_takes_to_make_it_again(court: Path, tmp_path: Path) -> None:
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    result = run(court, "--seconds", "0.3", "--seed", "7", "--core", "python", "--out", first)
    assert result.exit_code == 0, result.output
    plan = json.loads(first.read_text(encoding="utf-8"))
    assert audit(json.loads(court.read_text(encoding="utf-8")), plan) == []
    assert plan["bound"] <= plan["cost"] <= plan["greedy"]
    assert "no plan costs less" in result.output
    result = run(court, "--iterations", str(plan["iterations"]), "--seed", "7", "--core", "python", "--out", again)
    assert json.loads(again.read_text(encoding="utf-8")) == plan


@pytest.mark.parametrize("text", ["", "{", '{"format": 1}', "[]", '"\\ud800', "[" * 100_000])
def test_wrong_file_is_refused_in_one_sentence(text: str, tmp_path: Path) -> None:
    path, out = tmp_path / "court.json", tmp_path / "plan.json"
    path.write_text(text, encoding="utf-8")
    result = run(path, "--out", out)
    assert result.exit_code == 2
    assert result.output.startswith(f"Error: {path}: ")
    assert result.output.count("\n") == 1
    assert not out.exists()


def test_seconds_and_iterations_exclude_each_other(court: Path, tmp_path: Path) -> None:
    assert run(court, "--seconds", "1", "--iterations", "1", "--out", tmp_path / "plan.json").exit_code == 2


def test_plan_goes_into_a_folder_that_exists(court: Path, tmp_path: Path) -> None:
    result = run(court, "--out", tmp_path / "nowhere" / "plan.json")
    assert result.exit_code == 2
    assert "does not exist" in result.output


def test_without_the_extra_it_plans_in_python_and_says_that_nothing_is_proved(
    court: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core, "find_spec", lambda name: None)
    monkeypatch.setattr(command, "find_spec", lambda name: None)
    result = run(court, "--iterations", "50", "--out", tmp_path / "plan.json")
    assert result.exit_code == 0
    assert command.NO_EXTRA in result.output
    plan = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    assert plan["bound"] is None
    assert plan["core"] == "python"
    for wish in (("--core", "compiled"), ("--bound", "thorough")):
        result = run(court, "--iterations", "50", *wish, "--out", tmp_path / "plan.json")
        assert result.exit_code == 2
        assert "tarazy-scheduling[planning]" in result.output


def test_unlawful_plan_is_not_written(court: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "plan_file", lambda *_, **about: {"plan": {}, "cost": 1, "unlisted": [], **about})
    result = run(court, "--iterations", "5", "--core", "python", "--out", tmp_path / "plan.json")
    assert result.exit_code == 1
    assert "not lawful" in result.output
    assert not (tmp_path / "plan.json").exists()


def test_made_up_court_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    texts = []
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        arguments = ["--judges", "5", "--rooms", "4", "--days", "15", "--hearings", "120", "--seed", seed]
        result = CliRunner().invoke(make_court, [*arguments, "--out", str(tmp_path / name)])
        assert result.exit_code == 0, result.output
        texts.append((tmp_path / name).read_text(encoding="utf-8"))
    assert texts[0] == texts[1] != texts[2]
    instance = instance_of(json.loads(texts[0]))
    assert (len(instance.hearings), instance.days) == (120, 15)


def test_report_says_the_gap_with_and_without_what_no_plan_can_list() -> None:
    found = Report(3000, greedy=63_943, cost=14_414, unlisted=8, seconds=10, iterations=1_000_000, seed=1)
    text = report(found, Bound(cost=13_505, unlisted=8, penalties=8_800))
    assert "0.225 of it" in text
    assert "8: the fewest possible" in text
    assert "6.3 % of the cost" in text
    assert "16.2 % without the 8,800" in text
    assert "no plan has fewer than 7" in report(found, Bound(cost=13_505, unlisted=7, penalties=8_800))
    assert "bound" not in report(found, None)


def test_where_there_is_no_numba_nothing_is_compiled_unless_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(core, "find_spec", lambda name: None)
    there_is_none = CliRunner().invoke(plan, ["--warm"])
    assert (there_is_none.exit_code, "plain Python" in there_is_none.output) == (0, True)
    asked_for = CliRunner().invoke(plan, ["--warm", "--core", "compiled"])
    assert (asked_for.exit_code, "needs numba" in asked_for.output) == (1, True)

"""Weeks played night by night: what a fence and a price for changes keep, and pictures of it."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from tarazy_scheduling.planning.audit import audit
from tarazy_scheduling.planning.generating import Setting, court_file
from tarazy_scheduling.planning.improving import improve, present_cost
from tarazy_scheduling.planning.instance import instance_of
from tarazy_scheduling.planning.nights import Outcome, Policy, play
from tarazy_scheduling.planning.pictures import Closing, fence_picture, gap_picture
from tarazy_scheduling.planning.plan_file import plan_file
from tarazy_scheduling.planning.simulate_command import simulate_listing
from tarazy_scheduling.planning.standing import calendar_file

COURT = Setting(judges=3, rooms=2, clerks=2, interpreters=5, advocates=20, prosecutors=3, days=25, hearings=120, seed=4)
IMAGES = Path(__file__).parents[4] / "docs" / "images"


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    instance = instance_of(court_file(COURT))
    policies = [
        Policy("as they come", None),
        Policy("free", 3, 0),
        Policy("dear", 3, 6),
        Policy("budget", 3, 0, 2),
        Policy("wide fence", 8, 0),
    ]
    return [play(instance, policy, 300) for policy in policies]


def test_weeks_end_in_a_lawful_calendar_whatever_the_policy(outcomes: list[Outcome]) -> None:
    document = court_file(COURT)
    instance = instance_of(document)
    for one in outcomes:
        plan = plan_file(instance, list(one.places))
        assert audit(document, plan) == []
        assert (plan["cost"], len(plan["unlisted"])) == (one.cost, one.unlisted)


def test_nights_save_waiting_and_nobody_inside_the_fence_is_told_anew(outcomes: list[Outcome]) -> None:
    as_they_come, free, dear, _, wide = outcomes
    assert free.cost < as_they_come.cost
    assert (as_they_come.changes, as_they_come.dates_changed) == (0, 0)
    assert free.changes > dear.changes
    assert free.changes >= free.dates_changed > 0
    assert all(one.inside_the_fence == 0 for one in outcomes)
    assert wide.changes <= free.changes


def test_no_night_changes_more_than_its_budget(outcomes: list[Outcome]) -> None:
    assert outcomes[3].most_a_night <= 2 < outcomes[1].most_a_night


def test_same_weeks_come_out_the_same(outcomes: list[Outcome]) -> None:
    assert play(instance_of(court_file(COURT)), outcomes[2].policy, 300) == outcomes[2]


@pytest.mark.parametrize("seed", range(3))
def test_made_up_calendar_stands_and_is_planned_within_its_budget(seed: int) -> None:
    document = calendar_file(replace(COURT, seed=seed), 4)
    instance = instance_of(document)
    improved = improve(instance, 1, 400)
    plan = plan_file(instance, improved.places)
    assert audit(document, plan) == []
    assert improved.cost <= present_cost(instance)
    assert document == calendar_file(replace(COURT, seed=seed), 4)


def test_pictures_are_well_formed_and_say_in_words_what_they_show(outcomes: list[Outcome]) -> None:
    pictures = [
        fence_picture(outcomes, "a <small> court"),
        gap_picture([Closing("court 1", ((0, 0.8), (1000, 0.2), (10_000, 0.05)))], "a <small> court"),
        *((IMAGES / name).read_text(encoding="utf-8") for name in ("listing-fence.svg", "listing-gap.svg")),
    ]
    for text in pictures:
        root = ElementTree.fromstring(text)  # noqa: S314  our own file
        about = root.find("{http://www.w3.org/2000/svg}desc")
        assert about is not None
        assert about.text
    assert "5.0 % after 10000" in pictures[1]


def test_command_plays_and_draws(tmp_path: Path) -> None:
    file = tmp_path / "fence.svg"
    size = ["--judges", "2", "--hearings", "40", "--days", "15", "--rounds", "20", "--core", "python"]
    result = CliRunner().invoke(simulate_listing, [*size, "--picture", str(file), "--json"])
    assert result.exit_code == 0, result.output
    figures = json.loads(result.stdout)
    assert [one["policy"]["fence"] for one in figures] == [None, 5, 5, 5, 5, 10, 10]
    assert all("places" not in one for one in figures)
    assert file.read_text(encoding="utf-8").startswith("<svg")
    result = CliRunner().invoke(simulate_listing, size)
    assert "fence 5, a change costs 6" in result.output

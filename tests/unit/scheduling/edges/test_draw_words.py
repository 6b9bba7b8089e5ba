"""Each draw explained in plain Kazakh, Russian and English."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from tarazy_scheduling.adapters.http.draws import codes
from tarazy_scheduling.adapters.http.draws.correction_words import explain_correction
from tarazy_scheduling.adapters.http.draws.shown_draws import ShownDraw
from tarazy_scheduling.adapters.http.draws.words import Explanation, explain
from tarazy_scheduling.domain.facts import CorrectionReason
from tarazy_scheduling.domain.model.drawing import AllocationReason
from tarazy_scheduling.domain.pool.eligibility import EXCLUSIONS
from tarazy_shared.pages.language import LANGUAGES
from tarazy_shared.pages.reader import Reader

from tests.unit.scheduling.domain.courts import an_id
from tests.unit.scheduling.explained import (
    BEACON,
    NAMES,
    a_correction,
    a_draw,
    a_panel,
    a_redraw,
    filed_again,
    reader,
)

GOLDEN = Path(__file__).parents[3] / "data" / "explanations"
DRAWS: dict[str, Callable[[], ShownDraw]] = {
    "weighted": a_draw,
    "closed": lambda: a_draw(closed=True),
    "without-a-beacon": lambda: a_draw(beacon=None),
    "development": lambda: a_draw(beacon=replace(BEACON, chain="development-0f")),
    "one-judge": lambda: a_draw(judges=1),
    "redraw": a_redraw,
    "panel": a_panel,
    "presides-again": lambda: a_panel(presides_again=True),
    "filed-again": filed_again,
    "without-a-chain": lambda: a_draw(chain_published_on=None),
    "unknown-rule": lambda: replace(a_draw(), account=replace(a_draw().account, rule="tarazy-draw-99", seats=())),
}
"""One draw for each thing that an explanation may have to say."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWS)
def test_a_draw_is_explained_in_these_words(name: str, language: str) -> None:
    said = json.loads(json.dumps(asdict(explain(DRAWS[name](), reader(language))), default=str))
    golden = json.loads((GOLDEN / f"{name}.{language}.json").read_text(encoding="utf-8"))
    assert said == golden


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_correction_is_explained_in_these_words(language: str) -> None:
    said = json.loads(json.dumps(asdict(the_correction(reader(language))), default=str))
    assert said == json.loads((GOLDEN / f"correction.{language}.json").read_text(encoding="utf-8"))


def the_correction(of: Reader) -> Explanation:
    names = {an_id("judge1"): NAMES[0], an_id("judge6"): NAMES[5]}
    return explain_correction(a_correction(), datetime(2026, 11, 23, 9, 0, tzinfo=UTC), names, of)


def test_no_golden_text_is_left_over() -> None:
    names = [*DRAWS, "correction"]
    assert {file.name for file in GOLDEN.iterdir()} == {f"{name}.{one}.json" for name in names for one in LANGUAGES}


def test_every_reason_of_a_correction_has_a_sentence() -> None:
    assert set(get_args(CorrectionReason)) == codes.CORRECTIONS.keys()


def test_in_a_panel_whoever_is_drawn_first_holds_no_ticket_for_the_second_seat() -> None:
    draw = a_panel()
    first, second = draw.account.seats
    assert [first.person_id, second.person_id] == list(draw.account.panel)
    assert first.person_id not in {one.person_id for one in second.holders}
    assert draw.account.is_right
    assert second.total == first.total - next(one.tickets for one in first.holders if one.person_id == first.person_id)


def test_every_code_has_a_sentence() -> None:
    assert {code for code, _ in EXCLUSIONS} <= codes.EXCLUSIONS.keys()
    assert set(get_args(AllocationReason)) <= codes.REASONS.keys()


def test_a_code_of_tomorrow_is_called_as_the_catalogue_calls_it() -> None:
    draw = a_draw(exclusions={"on_the_moon": "На Луне"})
    account = replace(draw.account, excluded=((an_id("judge6"), "on_the_moon"), (an_id("judge1"), "unheard_of")))
    said = explain(replace(draw, account=account), reader("ru"))
    assert [(one.name, one.reason) for one in said.excluded] == [
        ("А. Б. Оспанова", "На Луне"),
        ("М. Б. Искакова", "unheard_of"),
    ]


@pytest.mark.parametrize(
    ("judges", "sentence"),
    [
        (1, "В жеребьёвке мог участвовать 1 судья."),
        (5, "В жеребьёвке могли участвовать 4 судьи."),
        (6, "В жеребьёвке могли участвовать 5 судей."),
    ],
)
def test_russian_counts_as_it_should(judges: int, sentence: str) -> None:
    assert sentence in explain(a_draw(judges=judges), reader("ru")).outcome


def test_a_draw_among_fewer_than_the_court_asks_for_is_marked() -> None:
    draw = a_draw()
    assert explain(draw, reader("en")).tone == "ok"
    marked = explain(replace(draw, fewest=6), reader("en"))
    assert marked.tone == "warn"
    assert "That is fewer than the court asks for, so chance had little part in it." in marked.outcome


def test_where_work_does_not_count_the_words_do_not_say_so() -> None:
    draw = a_draw()
    said = explain(replace(draw, account=replace(draw.account, beta=Fraction(0))), reader("en"))
    assert "Workload does not move the chances in this court." in said.seats[0].note
    assert not any("less work" in sentence for sentence in said.outcome)


def test_a_record_that_does_not_fit_is_said_to_be_wrong_before_all() -> None:
    draw = a_draw()
    (seat,) = draw.account.seats
    other = next(one.person_id for one in seat.holders if one.person_id != seat.person_id)
    account = replace(draw.account, person_id=other, seats=(replace(seat, person_id=other),))
    said = explain(replace(draw, account=account), reader("en"))
    assert said.tone == "bad"
    assert said.outcome[0].startswith("This record is wrong")


def test_a_confidential_case_is_called_by_the_number_of_its_draw() -> None:
    said = explain(a_draw(case_number=None, category=None), reader("en"))
    assert said.title == "How a judge was drawn: draw No. 1,184"
    assert said.about.startswith("Drawn on ")


def test_a_judge_without_a_name_is_called_by_the_beginning_of_the_id() -> None:
    said = explain(a_draw(names={}), reader("en"))
    assert str(an_id("judge1"))[:8] in {one.name for one in said.excluded}


def test_the_catalogue_names_every_code_that_a_record_may_bear() -> None:
    migrations = files("tarazy_scheduling").joinpath("migrations")
    text = "".join(file.read_text(encoding="utf-8") for file in migrations.iterdir() if file.name.endswith(".sql"))
    for code in codes.EXCLUSIONS:
        assert f"('exclusion', '{code}'" in text, code

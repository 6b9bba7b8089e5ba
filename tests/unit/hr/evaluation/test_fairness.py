"""Nothing that tells how a case was decided, appealed or reversed gets to a figure: the way is lists of what may.

A field that is added anywhere on the way makes one of these fail; whoever adds it has to say here why it may.
"""

import re
from dataclasses import fields
from typing import Any, get_args
from uuid import UUID

import pytest
from pydantic import TypeAdapter
from tarazy_hr.adapters import hearing_facts
from tarazy_hr.adapters.evaluation import hearings
from tarazy_hr.adapters.workload import arrivals
from tarazy_hr.domain.evaluation.evaluation import Evaluation
from tarazy_hr.domain.evaluation.indicators import Course, FactBehind, HearingOfJudge, Indicator, Workload
from tarazy_hr.domain.evaluation.surroundings import Surroundings
from tarazy_hr.domain.hearing_copy import Hearing
from tarazy_hr.domain.workload.load import Arrivals
from tarazy_shared.contracts.hearings import HearingRecorded

MAY: dict[type, set[str]] = {
    HearingOfJudge: {
        "hearing_id", "case_id", "planned_on", "held_on", "course", "latest_on", "adjournment_reason",
    },
    Workload: {"carried", "norm"},
    FactBehind: {"hearing_id", "counted", "why"},
    Indicator: {"code", "value", "counted_for", "counted", "behind"},
    Arrivals: {"court_id", "kind", "day", "cases"},
    Surroundings: {
        "today", "zone", "is_open", "rules", "was_judge", "running", "hearings", "workload", "interested",
    },
    Hearing: {
        "hearing_id", "court_id", "case_id", "version", "status", "told_at", "hearing_type", "category", "case_number",
        "confidential", "judges", "people", "outcome", "minutes", "started_at", "ended_at", "adjournment_reason",
        "first_starts_at", "first_until_on", "latest_lawful_on", "attendees",
    },
}  # fmt: skip
"""What each step from HR's copy of a hearing to a figure may hold."""
RECORDED = {
    "court_id", "hearing_id", "case_id", "version", "outcome", "judges", "minutes", "started_at", "ended_at",
    "adjournment_reason",
}  # fmt: skip
"""What the event says of how a hearing ended: whether people met, not what was decided."""
READ = {
    "hearing_id", "case_id", "case_number", "outcome", "adjournment_reason", "latest_lawful_on", "first_until_on",
    "first_starts_at", "sat_at",
}  # fmt: skip
JUDGED = re.compile(r"revers|overturn|annul|quash|acquit|convict|verdict|ruling|appeal|decision|granted|dismiss|upheld")


@pytest.mark.parametrize("step", MAY, ids=lambda one: one.__name__)
def test_no_step_to_a_figure_holds_more_than_it_may(step: type) -> None:
    names = {one.name for one in fields(step)}
    assert names == MAY[step]
    assert not [name for name in names if JUDGED.search(name)]


def test_the_event_says_whether_people_met_and_nothing_of_what_was_decided() -> None:
    assert set(HearingRecorded.model_fields) == RECORDED
    outcomes = {"held", "adjourned", "not_held"}
    assert set(get_args(HearingRecorded.model_fields["outcome"].annotation)) == outcomes == set(get_args(Course))


def test_what_an_event_says_beyond_that_is_dropped_where_it_comes_in() -> None:
    said: dict[str, Any] = {
        "court_id": "kz-1", "hearing_id": UUID(int=1), "case_id": UUID(int=2), "version": 2, "outcome": "held",
    }  # fmt: skip
    more = said | {"reversed": True, "decision": "granted", "appeal_outcome": "overturned"}
    adapter = TypeAdapter(HearingRecorded)
    assert adapter.validate_python(more) == adapter.validate_python(said)
    assert not {"reversed", "decision", "appeal_outcome"} & set(adapter.dump_python(adapter.validate_python(more)))


def test_the_query_reads_no_other_column() -> None:
    columns = hearings.PRESIDED.split("FROM hearing_facts")[0].replace("SELECT", "")
    columns = re.sub(r"\w+\([^()]*\) AS (\w+)", r"\1", columns)
    assert {one.strip() for one in columns.split(",")} == READ
    assert "*" not in hearings.PRESIDED


def test_neither_the_copy_nor_the_queries_name_anything_that_was_decided() -> None:
    for module in (hearings, arrivals, hearing_facts):
        for name, text in vars(module).items():
            if isinstance(text, str) and name.isupper():
                assert not JUDGED.search(text.lower()), name


def test_a_total_is_made_of_figures_scores_and_surveys_alone() -> None:
    made_of = {one.name for one in fields(Evaluation)} - {"opened", "entries", "ended_on", "reason"}
    assert made_of == {
        "panel", "phase", "recused", "figures", "figures_on", "surveys", "scores", "disputes", "draft", "replied",
        "total", "decided_by", "clocks",
    }  # fmt: skip

"""What the gauges of staffing say of a court: posts, vacancies, who is away, what is covered, what a leave hits."""

import httpx
import pytest
from prometheus_client import Gauge
from tarazy_hr.app import staffing_gauges
from tarazy_hr.app.staffing_gauges import measure_staffing
from tarazy_shared.unit_of_work import Work

from tests.integration.hr.requests import COURT, a_court, a_person_url, absence, an_id, person
from tests.integration.hr.test_hearing_copy import Topic, scheduled


def shown(gauge: Gauge) -> dict[str, float]:
    """The court's values by the other label."""
    samples = [sample for metric in gauge.collect() for sample in metric.samples if sample.labels["court_id"] == COURT]
    return {next(v for k, v in sample.labels.items() if k != "court_id"): sample.value for sample in samples}


@pytest.fixture
async def a_day(http: httpx.AsyncClient, work: Work) -> None:
    """24 November 2026: three posts of judges of which one has been vacant for 50 days and one is a half."""
    await a_court(http, "aigul", "berik")
    for who, role in (("aigul", "judge"), ("berik", "judge"), ("gone", "judge"), ("clerk", "clerk")):
        post = {"role": role, "from_on": "2026-01-01", "share": "0.5" if who == "berik" else "1"}
        if who == "berik":
            await http.put(a_person_url(who), json=person(who, full_time_share=0.5, specialisms=["juvenile"]))
        await http.put(f"/courts/{COURT}/posts/{an_id(f'post of {who}')}", json=post)
    await http.put(a_person_url("gone"), json=person("gone", to_on="2026-10-04"))
    await http.put(a_person_url("aigul"), json=person("aigul", specialisms=["juvenile", "tax"]))
    today = {"starts_at": "2026-11-24T00:00:00+05:00", "ends_at": "2026-11-25T00:00:00+05:00"}
    await http.put(f"/absences/{an_id('ill')}", json=absence("aigul", kind="sickness", **today))
    # Its hearing is on 1 December.
    await Topic(work).tell(scheduled())
    await http.post("/absences", json=absence("aigul"))


@pytest.mark.usefixtures("a_day")
async def test_the_gauges_of_a_court(work: Work) -> None:
    assert await measure_staffing(work) is False
    assert shown(staffing_gauges.posts) == {"judge": 2.5, "clerk": 1}
    assert shown(staffing_gauges.posts_filled) == {"judge": 1.5, "clerk": 0}
    oldest = shown(staffing_gauges.vacancy_oldest)
    assert oldest["clerk"] == 327 * 86400, "since the post exists"
    assert oldest["judge"] == 50 * 86400, "since 5 October"
    assert shown(staffing_gauges.absent_ratio)["sickness"] == 0.5
    assert sum(shown(staffing_gauges.absent_ratio).values()) == 0.5
    assert shown(staffing_gauges.judges_present) == {"any": 1, "juvenile": 1, "tax": 0}
    assert shown(staffing_gauges.hearings_under_leave) == {"requested": 1, "approved": 0}


@pytest.mark.usefixtures("a_day")
async def test_who_is_suspended_is_not_there_and_what_is_no_more_is_shown_no_more(
    http: httpx.AsyncClient, work: Work
) -> None:
    await measure_staffing(work)
    await http.post(a_person_url("berik", "/suspend"), json={"from_on": "2026-11-24"})
    await http.post(a_person_url("aigul", "/authorisations/tax/end"), json={"to_on": "2026-11-23"})
    await measure_staffing(work)
    assert shown(staffing_gauges.absent_ratio)["suspension"] == 0.5
    assert shown(staffing_gauges.judges_present)["any"] == 0

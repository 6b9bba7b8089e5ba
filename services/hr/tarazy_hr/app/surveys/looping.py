"""What surveys need without anybody asking: closing, erasing of words, gauges of how many have answered."""

from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import get_args

from prometheus_client import Gauge
from tarazy_shared.background import looping
from tarazy_shared.telemetry import registry
from tarazy_shared.unit_of_work import Work

from tarazy_hr.adapters.surveys import store, texts
from tarazy_hr.app.surveys.answering import close_surveys
from tarazy_hr.app.surveys.erasing import erase_texts
from tarazy_hr.domain.surveys.questionnaire import Audience

DAYS_LOOKED_AT_EVERY = 60.0
MEASURED_EVERY = 30.0

survey_tokens = Gauge(
    "tarazy_survey_tokens",
    "One-time tokens of surveys that run, by audience: given out, used.",
    ["audience", "state"],
    registry=registry,
)

survey_texts_waiting = Gauge(
    "tarazy_survey_texts_waiting",
    "Answers in words to surveys that have closed, which nobody has read yet.",
    registry=registry,
)


def survey_loops(work: Work) -> list[AbstractAsyncContextManager[None]]:
    """All that runs by itself."""
    return [
        looping("surveys-closing", partial(close_surveys, work), service="hr", pause=DAYS_LOOKED_AT_EVERY),
        looping("surveys-erasing", partial(erase_texts, work), service="hr", pause=DAYS_LOOKED_AT_EVERY),
        looping("survey-gauges", partial(measure_surveys, work), service="hr", pause=MEASURED_EVERY),
    ]


async def measure_surveys(work: Work) -> bool:
    """One look; false: nothing is left to do at once."""
    async with work.pool.acquire() as connection:
        found = await store.running(connection)
        survey_texts_waiting.set(await texts.waiting_anywhere(connection))
    for audience in get_args(Audience):
        invited, answered = found.get(audience, (0, 0))
        survey_tokens.labels(audience, "given_out").set(invited)
        survey_tokens.labels(audience, "used").set(answered)
    return False

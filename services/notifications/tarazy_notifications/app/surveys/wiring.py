"""What runs behind invitations to surveys."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from functools import partial
from random import Random

from tarazy_shared.background import looping
from tarazy_shared.unit_of_work import Work

from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.surveys.opening import Opening
from tarazy_notifications.app.sender import Gateway
from tarazy_notifications.app.surveys.again import InvitingAgain
from tarazy_notifications.app.surveys.forgetting import forget
from tarazy_notifications.app.surveys.matching import Matching
from tarazy_notifications.app.surveys.reminding import SurveyReminding


def survey_loops(
    work: Work, rules: Rules, opening: Opening, mail: Gateway, lease: timedelta, service: str
) -> list[AbstractAsyncContextManager[None]]:
    """Each of them may run in several processes at once; `mail` is for the reminders alone."""
    return [
        looping("survey-tokens", partial(forget, work), service=service, pause=60),
        looping("survey-unused", Matching(work, opening).step, service=service, pause=2),
        looping("survey-again", InvitingAgain(work, opening).step, service=service, pause=60),
        _reminding(work, rules, mail, lease, service),
    ]


@asynccontextmanager
async def _reminding(work: Work, rules: Rules, mail: Gateway, lease: timedelta, service: str) -> AsyncIterator[None]:
    reminding = SurveyReminding(work, rules, mail, Random(), lease)  # noqa: S311  spreads retries
    try:
        async with looping("survey-reminders", reminding.step, service=service, pause=2):
            yield
    finally:
        await mail.close()

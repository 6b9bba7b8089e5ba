"""What the sender relies on, whatever the channel: run against a real server of each."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

import pytest
from tarazy_notifications.app.sender import Gateway
from tarazy_notifications.domain.delivery.outcomes import Accepted, NotTried, Outcome, Postponed, Refused
from tarazy_notifications.domain.delivery.states import State

from tests.integration.notifications.channels.far_side import Does, FarSide, no, yes
from tests.integration.notifications.channels.mail_far_side import mail
from tests.integration.notifications.channels.sms_far_sides import smpp, sms_by_http
from tests.integration.notifications.channels.webhook_far_side import webhook

CHANNELS: dict[str, Callable[[], AbstractAsyncContextManager[FarSide]]] = {
    "email": mail,
    "sms by smpp": smpp,
    "sms by http": sms_by_http,
    "webhook": webhook,
}
SOON = 0.3
"""Seconds after which a gateway of these tests gives up on a silent server."""


@pytest.fixture(params=CHANNELS)
async def far(request: pytest.FixtureRequest) -> AsyncIterator[FarSide]:
    async with CHANNELS[request.param]() as made:
        yield made


@asynccontextmanager
async def gateway(far: FarSide, timeout: float = 2.0) -> AsyncIterator[Gateway]:
    made = far.gateway(timeout)
    try:
        yield made
    finally:
        await made.close()


async def outcome_of(far: FarSide, wanted: Callable[[], Awaitable[bool]] = yes, timeout: float = 2.0) -> Outcome:
    async with gateway(far, timeout) as made:
        return await made.send(far.claimed(), wanted)


async def test_what_is_accepted_is_taken_once_and_has_a_reference(far: FarSide) -> None:
    outcome = await outcome_of(far)
    assert isinstance(outcome, Accepted)
    assert outcome.reference
    assert len(far.taken()) == 1


async def test_what_is_refused_for_ever_is_never_tried_again(far: FarSide) -> None:
    far.next(Does.REFUSE)
    assert isinstance(await outcome_of(far), Refused)
    assert far.taken() == []


async def test_a_busy_server_gets_it_later_without_doubt(far: FarSide) -> None:
    far.next(Does.BE_BUSY)
    async with gateway(far) as made:
        first = await made.send(far.claimed(), yes)
        assert isinstance(first, Postponed)
        assert (first.fault, first.in_doubt) == ("busy", False)
        assert isinstance(await made.send(far.claimed(), yes), Accepted)
    assert len(far.taken()) == 1


async def test_a_server_that_was_given_too_many_is_left_alone_as_long_as_it_asks(far: FarSide) -> None:
    far.next(Does.THROTTLE)
    async with gateway(far) as made:
        first = await made.send(far.claimed(), yes)
        assert isinstance(first, Postponed)
        assert first.fault in ("throttled", "busy")
        assert first.retry_after in (timedelta(seconds=90), None)
        assert isinstance(await made.send(far.claimed(), yes), Accepted)


async def test_what_left_is_known_by_its_bytes_whatever_became_of_it(far: FarSide) -> None:
    accepted = await outcome_of(far)
    far.next(Does.DROP_AFTER)
    lost = await outcome_of(far)
    assert isinstance(accepted, Accepted)
    assert isinstance(lost, Postponed)
    assert accepted.sent is not None
    assert accepted.sent == lost.sent


@pytest.mark.parametrize("does", [Does.HANG_BEFORE, Does.DROP_BEFORE])
async def test_a_server_lost_before_the_message_leaves_no_doubt(far: FarSide, does: Does) -> None:
    far.next(does)
    async with gateway(far, SOON) as made:
        first = await made.send(far.claimed(), yes)
        if isinstance(first, Postponed):  # else it was back within the gateway's patience
            assert (first.fault, first.in_doubt, first.sent) == ("unreachable", False, None)
            first = await made.send(far.claimed(), yes)
        assert isinstance(first, Accepted)
    assert len(far.taken()) == 1


@pytest.mark.parametrize("does", [Does.HANG_AFTER, Does.DROP_AFTER])
async def test_an_answer_lost_after_the_message_leaves_doubt_and_the_same_id_again(far: FarSide, does: Does) -> None:
    far.next(does)
    async with gateway(far, SOON) as made:
        first = await made.send(far.claimed(), yes)
        assert isinstance(first, Postponed)
        assert (first.fault, first.in_doubt) == ("unreachable", True)
        assert isinstance(await made.send(far.claimed(), yes), Accepted)
    assert len(far.taken()) == 2
    assert len(set(far.taken())) == 1


async def test_a_server_that_is_gone_is_unreachable(far: FarSide) -> None:
    async with far.gone():
        outcome = await outcome_of(far, timeout=SOON)
    assert isinstance(outcome, Postponed)
    assert (outcome.fault, outcome.in_doubt) == ("unreachable", False)
    assert far.taken() == []


async def test_what_is_overtaken_at_the_last_moment_stays_here(far: FarSide) -> None:
    async with gateway(far) as made:
        assert await made.send(far.claimed(), no) == NotTried(State.SUPERSEDED)
        assert far.taken() == []
        assert isinstance(await made.send(far.claimed(), yes), Accepted), "the connection can be used again"


async def test_a_database_that_fails_at_the_last_moment_keeps_the_message_here(far: FarSide) -> None:
    async def away() -> bool:
        raise ConnectionResetError

    async with gateway(far) as made:
        with pytest.raises(ConnectionResetError):
            await made.send(far.claimed(), away)
        assert far.taken() == []
        assert isinstance(await made.send(far.claimed(), yes), Accepted)

"""A sender that is killed, slow or without its database leaves no doubt that it need not."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from tarazy_notifications.adapters import delivery_queue
from tarazy_notifications.adapters.delivery import endings

from tests.integration.notifications.court import Installation
from tests.integration.notifications.mail_server import MailServerStub
from tests.integration.notifications.one_notice import one_notice, state


async def test_a_sender_killed_between_accept_and_record_leaves_one_possible_duplicate(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    with patch.object(endings, "record", killed), pytest.raises(KilledError):
        await installation.new_lane().step()
    assert len(mail_server.accepted) == 1
    await installation.send_all()
    assert len(mail_server.accepted) == 1, "still under lease"
    installation.clock.step(timedelta(seconds=31))
    await installation.send_all()
    assert await state(installation) == ("sent", "possible_duplicate", 2)
    assert mail_server.raw[0] == mail_server.raw[1]


async def test_a_sender_killed_before_handing_over_leaves_no_doubt(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    async with installation.work.begin() as uow:
        until = uow.now + timedelta(seconds=30)
        assert await delivery_queue.claim(uow.connection, uow.now, until, 8)
    installation.clock.step(timedelta(seconds=31))
    await installation.send_all()
    assert await state(installation) == ("sent", None, 2)


async def test_a_database_that_is_away_at_the_last_moment_spoils_no_conversation(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    with patch.object(delivery_queue, "hand_over", side_effect=ConnectionResetError), pytest.raises(ConnectionError):
        await installation.lane.step()
    assert mail_server.accepted == []
    installation.clock.step(timedelta(seconds=31))
    await installation.send_all()
    assert await state(installation) == ("sent", None, 2)
    assert mail_server.connections == 2, "the old one stood in the middle of a mail"


async def test_what_a_slow_sender_records_after_its_lease_does_not_count(
    installation: Installation, mail_server: MailServerStub
) -> None:
    await one_notice(installation)
    slow = installation.new_lane()

    async def late() -> str:
        installation.clock.step(timedelta(seconds=31))
        await installation.send_all()
        return "451 later"

    mail_server.to_data.append(late)
    await slow.step()
    assert (await state(installation))[0] == "sent"
    assert [fact["state"] for fact in await installation.facts()] == ["queued", "sent"]


class KilledError(Exception):
    pass


async def killed(*_: object) -> None:
    """The process ends after the server has accepted and before that is written down."""
    raise KilledError

"""A judge's browser before their inbox."""

import asyncio
from random import Random

import httpx
import pytest
from fastapi import APIRouter
from pydantic import SecretStr
from tarazy_notifications.adapters.channels.inbox.live import OpenInboxes
from tarazy_notifications.adapters.channels.wiring import Channels, Inboxes
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.routers import notifications_routers
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS

from tests.integration.notifications.access.asking import KEYS, TOKEN
from tests.integration.notifications.access.conftest import app, browser, settings
from tests.integration.notifications.court import COURT, JUDGE, Installation

__all__ = ["app", "browser"]


@pytest.fixture
def inboxes(installation: Installation) -> Inboxes:
    return Inboxes(OpenInboxes(installation.pool, Random(1)), asyncio.Event())


@pytest.fixture
def routers(installation: Installation, inboxes: Inboxes) -> list[APIRouter]:
    door = Door(installation.work, SecretStr(TOKEN), takes_keys=True)
    return notifications_routers(door, Rules(KINDS), Channels.of(settings()), inboxes)


@pytest.fixture
async def judge(browser: httpx.AsyncClient) -> httpx.AsyncClient:
    await browser.post("/sign-in", data={"key": KEYS.make("judge", COURT, JUDGE)})
    return browser

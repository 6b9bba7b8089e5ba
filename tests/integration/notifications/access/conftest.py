"""The HTTP side of notifications with its door, over an installation."""

import asyncio
from collections.abc import AsyncIterator
from random import Random

import httpx
import pytest
from fastapi import APIRouter, FastAPI
from pydantic import SecretStr
from tarazy_notifications.adapters.channels.inbox.live import OpenInboxes
from tarazy_notifications.adapters.channels.wiring import Channels, Inboxes
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.routers import notifications_routers
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.settings import Settings
from tarazy_shared.pages.assets import mount_static
from tarazy_shared.problems import handle_problems

from tests.integration.notifications.access.asking import TOKEN
from tests.integration.notifications.court import Installation


@pytest.fixture
def routers(installation: Installation) -> list[APIRouter]:
    """All that notifications answers, programs and people."""
    door = Door(installation.work, SecretStr(TOKEN), takes_keys=True)
    return notifications_routers(door, Rules(KINDS), Channels.of(settings()), inboxes(installation))


def inboxes(installation: Installation) -> Inboxes:
    """Of a process that ends: a stream says what there is and ends too."""
    closing = asyncio.Event()
    closing.set()
    return Inboxes(OpenInboxes(installation.pool, Random(1)), closing)


def settings() -> Settings:
    """What the parts over HTTP ask for."""
    return Settings.model_validate(
        {
            "database_url": "postgresql://",
            "token": TOKEN,
            "TARAZY_KAFKA_BOOTSTRAP_SERVERS": "nowhere:1",
            "webhook_key": "k" * 32,
            "public_url": "https://notices.court.test",
            "link_key": "l" * 32,
        }
    )


@pytest.fixture
def app(routers: list[APIRouter]) -> FastAPI:
    app = FastAPI()
    handle_problems(app)
    mount_static(app)
    for router in routers:
        app.include_router(router)
    return app


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"accept": "text/html", "accept-language": "en"}
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://test", headers=headers, follow_redirects=True
    ) as client:
        yield client

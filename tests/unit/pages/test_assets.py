"""The style sheet and the logo are served by the service itself and may be kept as long as they stay the same."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import FastAPI
from tarazy_shared.pages.assets import assets, mount_static


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    mount_static(app)
    mount_static(app)
    assert len([route for route in app.routes if getattr(route, "path", "") == "/static/{name}"]) == 1
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://court.example") as client:
        yield client


async def test_an_address_that_names_the_content_is_kept_for_good(browser: httpx.AsyncClient) -> None:
    fingerprint = assets()["tarazy.css"].fingerprint
    answer = await browser.get(f"/static/tarazy.css?v={fingerprint}")
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("query", ["", "?v=0000"])
async def test_any_other_address_is_asked_for_again(browser: httpx.AsyncClient, query: str) -> None:
    answer = await browser.get(f"/static/logo.svg{query}")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["cache-control"] == "no-cache"
    again = await browser.get("/static/logo.svg", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["none.css", "..%2F__init__.py", "%2e%2e/rendering.py"])
async def test_nothing_else_is_served(browser: httpx.AsyncClient, name: str) -> None:
    assert (await browser.get(f"/static/{name}")).status_code == 404


def test_the_style_sheet_loads_nothing_from_elsewhere() -> None:
    sheet = assets()["tarazy.css"].content.decode()
    assert not re.search(r"@import|https?:|url\((?!\"#)", sheet)

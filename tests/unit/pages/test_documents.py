"""The pages that document a service show all of it, link their forms of data and need nothing foreign."""

import re
from collections.abc import AsyncIterator
from typing import Annotated, Any

import httpx
import pytest
from fastapi import Body, Depends, FastAPI, Path
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field
from tarazy_shared.pages.asyncapi_view import read_asyncapi
from tarazy_shared.pages.docs_routes import docs_routes
from tarazy_shared.pages.openapi_view import read_openapi
from tarazy_shared.pages.schema_view import type_of


class Room(BaseModel):
    """A room `in` a court."""

    name: str = Field(description="As on the <door>.", max_length=40, examples=["Зал 2"])
    seats: int | None = Field(None, ge=1)


class Rooms(BaseModel):
    """Several."""

    rooms: list[Room]


ASYNCAPI: dict[str, Any] = {
    "asyncapi": "3.0.0",
    "info": {"title": "Rooms", "version": "0.1.0"},
    "channels": {
        "court.room.registered.v1": {
            "address": "court.hearings",
            "description": "A room can be <used>.",
            "messages": {"Message": {"$ref": "#/components/messages/registered"}},
        },
        "court.cases": {
            "address": "court.cases",
            "messages": {
                "Message": {"payload": {"type": "object", "properties": {"case_id": {"type": "string"}}}},
            },
        },
    },
    "operations": {
        "a": {"action": "send", "channel": {"$ref": "#/channels/court.room.registered.v1"}},
        "b": {"action": "receive", "channel": {"$ref": "#/channels/court.cases"}},
    },
    "components": {
        "messages": {"registered": {"payload": {"$ref": "#/components/schemas/Room"}}},
        "schemas": {"Room": Room.model_json_schema()},
    },
}


def make_app(asyncapi: dict[str, Any] | None = ASYNCAPI) -> FastAPI:
    app = FastAPI(title="Rooms & <doors>", docs_url=None, redoc_url=None)

    @app.put("/courts/{court_id}/rooms", tags=["rooms"], dependencies=[Depends(HTTPBearer())])
    async def put_rooms(
        court_id: Annotated[str, Path(description="Of the court", examples=["kz-almaty-1"])],
        body: Annotated[Rooms, Body(examples=[{"rooms": [{"name": "Зал 1"}]}])],
    ) -> Rooms:
        """Say which rooms there are."""
        return body

    @app.get("/plain")
    async def plain() -> str:
        """No subject."""
        return ""

    docs_routes(app, asyncapi)
    return app


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(make_app()), base_url="http://court.example") as client:
        yield client


def addresses(text: str) -> list[str]:
    return re.findall(r'(?:href|src|action)="([^"]*)"', text)


@pytest.mark.parametrize("path", ["/docs", "/asyncapi"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
async def test_a_document_page_stands_alone(browser: httpx.AsyncClient, path: str, language: str) -> None:
    answer = await browser.get(path, params={"lang": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert not re.search(r"https?://", answer.text)
    assert all(address.startswith(("/", "#")) and not address.startswith("//") for address in addresses(answer.text))


@pytest.mark.parametrize("path", ["/docs", "/asyncapi"])
async def test_every_anchor_that_a_page_links_to_is_there_once(browser: httpx.AsyncClient, path: str) -> None:
    text = (await browser.get(path)).text
    ids = re.findall(r' id="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    assert {address[1:] for address in addresses(text) if address.startswith("#")} <= set(ids)


async def test_the_http_page_shows_operations_fields_limits_and_examples(browser: httpx.AsyncClient) -> None:
    text = (await browser.get("/docs", params={"lang": "en"})).text
    for shown in [
        "PUT /courts/{court_id}/rooms",
        "Say which rooms there are.",
        "Needs a token",
        "&#34;kz-almaty-1&#34;",
        "length at most 40",
        "at least 1",
        "As on the &lt;door&gt;.",
        "whole number or null",
        'list of <a href="#schema-Room">Room</a>',
        "Зал 1",
        'A room <code class="hash">in</code> a court.',
        "Rooms &amp; &lt;doors&gt;",
    ]:
        assert shown in text
    assert text.index("No subject.") < text.index("Say which rooms")


async def test_the_event_page_shows_what_is_published_and_what_is_read(browser: httpx.AsyncClient) -> None:
    text = (await browser.get("/asyncapi", params={"lang": "en"})).text
    published, read = text.split('id="reads"')
    assert "court.room.registered.v1" in published
    assert "A room can be &lt;used&gt;." in published
    assert 'href="#schema-Room"' in published
    assert "court.cases" in read
    assert "case_id" in read


async def test_the_documents_themselves_are_served(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/asyncapi.json")).json() == ASYNCAPI
    assert "/plain" in (await browser.get("/openapi.json")).json()["paths"]


@pytest.mark.parametrize("prefix", ["", "/rooms"])
async def test_pages_and_their_style_sheet_are_found_below_a_root_path(prefix: str) -> None:
    """Whether the ingress cuts the root path off or not."""
    transport = httpx.ASGITransport(make_app(), root_path="/rooms")
    async with httpx.AsyncClient(transport=transport, base_url="http://court.example") as client:
        text = (await client.get(f"{prefix}/docs")).text
        inner = [address for address in addresses(text) if not address.startswith("#")]
        assert inner
        assert all(address.startswith("/rooms/") for address in inner)
        for address in inner:
            assert (await client.get(prefix + address.removeprefix("/rooms"))).status_code == 200


async def test_a_service_without_events_has_no_event_page() -> None:
    transport = httpx.ASGITransport(make_app(asyncapi=None))
    async with httpx.AsyncClient(transport=transport, base_url="http://court.example") as client:
        assert (await client.get("/asyncapi")).status_code == 404
        assert "/asyncapi" not in (await client.get("/docs")).text


def test_an_empty_document_is_read() -> None:
    assert read_openapi({}).subjects == ()
    assert read_asyncapi({}).publishes == ()


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "string", "format": "uuid"}, "text (uuid)"),
        ({"enum": ["am", "pm"]}, '"am" or "pm"'),
        ({"const": 1}, "1"),
        ({"type": ["integer", "null"]}, "whole number or null"),
        ({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, "list of (text or null)"),
        ({"type": "object", "additionalProperties": {"type": "number"}}, "object of number"),
        ({"allOf": [{"$ref": "#/components/schemas/Room"}]}, "Room"),
        ({"anyOf": []}, "anything"),
        ({}, "anything"),
    ],
)
def test_types_are_named_in_words(schema: dict[str, Any], words: str) -> None:
    assert "".join(piece.text for piece in type_of(schema)) == words

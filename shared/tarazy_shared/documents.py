"""The pages that document a service: OpenAPI for HTTP, AsyncAPI for events. Assets are local."""

import json
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.responses import JSONResponse
from faststream.kafka import KafkaBroker
from faststream.specification import AsyncAPI

from tarazy_shared.contracts.event import EventData


def asyncapi_document(title: str, broker: KafkaBroker, writes: Sequence[type[EventData]]) -> dict[str, Any]:
    """The AsyncAPI 3 document: what the service subscribes to and what it publishes."""
    for data in writes:
        broker.publisher(data.TOPIC, title=data.TYPE, schema=data, description=(data.__doc__ or "").strip())
    return dict(json.loads(AsyncAPI(broker, title=title, version="0.1.0").to_specification().to_json()))


def mount_documents(app: FastAPI, broker: KafkaBroker, writes: Sequence[type[EventData]]) -> None:
    """Serve `/asyncapi.json`."""
    document = asyncapi_document(app.title, broker, writes)

    @app.get("/asyncapi.json", include_in_schema=False)
    async def asyncapi_json() -> JSONResponse:
        return JSONResponse(document)

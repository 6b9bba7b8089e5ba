"""The pages that document a service: OpenAPI for HTTP, AsyncAPI for events. Assets are local."""

import json
from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from faststream.kafka import KafkaBroker
from faststream.specification import AsyncAPI

from tarazy_shared.contracts.event import EventData
from tarazy_shared.pages.docs_routes import docs_routes


def asyncapi_document(title: str, broker: KafkaBroker, writes: Sequence[type[EventData]]) -> dict[str, Any]:
    """The AsyncAPI 3 document: what the service subscribes to and what it publishes."""
    for data in writes:
        broker.publisher(data.TOPIC, title=data.TYPE, schema=data, description=(data.__doc__ or "").strip())
    document: dict[str, Any] = json.loads(AsyncAPI(broker, title=title, version="0.1.0").to_specification().to_json())
    # Where the broker stands is the operator's business, not that of whoever reads the page.
    document.pop("servers", None)
    for channel in document.get("channels", {}).values():
        channel.pop("servers", None)
    return document


def mount_documents(app: FastAPI, broker: KafkaBroker, writes: Sequence[type[EventData]]) -> None:
    """Serve `/docs`, `/asyncapi` and the documents behind them; called when all routes are there."""
    docs_routes(app, asyncapi_document(app.title, broker, writes))

"""The catcher's HTTP side for text messages: a gateway for whoever sends, and what was caught for whoever looks."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field
from tarazy_shared.clock import Clock

from tarazy_local.catcher.texts.script import Mode, Step, TextBehaviour, TextScript
from tarazy_local.catcher.texts.store import Message, TextStore


class Wanted(BaseModel):
    """One message, as the gateway takes it."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    to: str = Field(pattern=r"^\+[1-9][0-9]{6,14}$")
    text: str = Field(min_length=1, max_length=10_000)
    sender: str = Field(default="", alias="from", max_length=20)
    reference: str = Field(default="", max_length=100)


def texts_router(store: TextStore, script: TextScript, clock: Clock) -> APIRouter:
    """Taking text messages, reading them, and telling both ways how to behave. Over HTTP nothing hangs or drops."""
    router = APIRouter()

    @router.post("/sms")
    def take(wanted: Wanted) -> Response:
        behaviour = script.take(Step.SUBMIT)
        if behaviour.mode is not Mode.ACCEPT:
            wait = {} if behaviour.retry_after is None else {"Retry-After": str(behaviour.retry_after)}
            return JSONResponse({"error": "The catcher was told to refuse"}, behaviour.http_status, wait)
        kept = store.keep(
            Message("http", wanted.sender, wanted.to, wanted.text, reference=wanted.reference), at=clock()
        )
        return JSONResponse({"id": str(kept)})

    @router.get("/texts")
    def texts(
        after: Annotated[int, Query(ge=0)] = 0, limit: Annotated[int | None, Query(ge=1)] = None
    ) -> list[dict[str, Any]]:
        """Text messages with a larger id than `after`, oldest first."""
        return store.after(after, limit=limit or -1)

    @router.get("/texts/behaviour")
    def behaviour() -> TextBehaviour:
        """How the SMS side behaves now."""
        return script.behaviour

    @router.post("/texts/behaviour")
    def behave(wanted: TextBehaviour) -> TextBehaviour:
        """Make the SMS side refuse, hang or drop, or take messages again."""
        script.follow(wanted)
        return script.behaviour

    return router

"""`POST /alerts`: where Alertmanager tells of alerts, in version 4 of its webhook."""

import secrets
from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, SecretStr, StringConstraints
from tarazy_shared.access import Shown
from tarazy_shared.door import anybody
from tarazy_shared.problems import FieldError, Refusal

from tarazy_notifications.app.alerts.telling import Alerting, NoCourtYetError
from tarazy_notifications.domain.alerts.telling import Alert, as_alert

NOT_YET = datetime(1, 1, 1, tzinfo=UTC)
"""What Alertmanager says of the end of what goes on."""
AT_ONCE = 1000

Words = dict[str, Annotated[str, StringConstraints(max_length=10_000)]]


class AlertBody(BaseModel):
    """One alert."""

    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True)

    status: Literal["firing", "resolved"]
    fingerprint: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[0-9A-Za-z_-]+$")]
    """The same for the same labels."""
    starts_at: Annotated[AwareDatetime, Field(alias="startsAt")]
    ends_at: Annotated[AwareDatetime | None, Field(alias="endsAt")] = None
    labels: Words = {}
    annotations: Words = {}

    def alert(self, courts: list[str]) -> Alert:
        """As the domain has it."""
        return as_alert(
            fingerprint=self.fingerprint,
            starts_at=self.starts_at.astimezone(UTC),
            ends_at=self.ends_at.astimezone(UTC) if self.ends_at and self.ends_at > NOT_YET else None,
            firing=self.status == "firing",
            labels=self.labels,
            annotations=self.annotations,
            courts=courts,
        )


class AlertsBody(BaseModel):
    """A group of alerts, as Alertmanager sends it each time that it changes or repeats."""

    model_config = ConfigDict(extra="ignore")

    version: Literal["4"]
    alerts: Annotated[list[AlertBody], Field(max_length=AT_ONCE)]


class Taken(BaseModel):
    """What became of a group."""

    told: int
    """Alerts that operators are told of now."""
    known: int
    """Alerts that they were told of before."""


def alerts_router(alerting: Alerting, token: SecretStr | None) -> APIRouter:
    """For whoever shows the token of alerts, which opens nothing else. Without one nothing is taken."""
    router = APIRouter(tags=["alerts"], dependencies=[Depends(anybody)])
    wanted = token.get_secret_value().encode() if token else None

    @router.post("/alerts", summary="Take alerts from Alertmanager: operators are told of each once")
    async def take(body: AlertsBody, shown: Shown) -> Taken:
        given = shown.credentials.strip().encode() if shown else b""
        if wanted is None or not secrets.compare_digest(given, wanted):
            error = FieldError("Authorization", "unauthorized", "Must be Bearer and the token of alerts")
            raise Refusal(401, "The token of alerts is needed", [error], headers={"WWW-Authenticate": "Bearer"})
        try:
            courts = await alerting.courts()
        except NoCourtYetError:
            raise Refusal(503, "No court is known yet", headers={"Retry-After": "60"}) from None
        # A group may name an alert twice: as it fired before, and as it fires now.
        alerts = {one.key: one for one in (each.alert(courts) for each in body.alerts)}
        told = await alerting.tell(list(alerts.values()), courts)
        return Taken(told=told, known=len(alerts) - told)

    return router

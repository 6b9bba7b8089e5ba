"""Settings of scheduling, read from `TARAZY_SCHEDULING_...`."""

from datetime import time, timedelta

from pydantic import Field, SecretStr
from tarazy_shared.beacons.settings import BeaconSettings
from tarazy_shared.settings import Duration


class Settings(BeaconSettings, service="scheduling"):
    """What scheduling needs beyond what every service needs."""

    intake_token: SecretStr = Field(min_length=16)
    """Bearer token of court systems that post events instead of publishing them. At least 16 characters; no default."""
    intake_depth: int = Field(default=50_000, ge=100)
    """Records in the outbox above which the intake answers 503 until Kafka has taken some."""

    hr_token: SecretStr | None = Field(default=None, min_length=16, validation_alias="TARAZY_HR_SCHEDULING_TOKEN")
    """Bearer token with which HR asks what an absence would do, and can do nothing else here."""

    public_url: str | None = Field(default=None, pattern=r"^https?://[^\s/]+(/[^\s?#]*)?$", max_length=300)
    """Under which everybody reaches this service, told with what it publishes; by default where it listens."""
    cause_lists_at: time = time(17)
    """When lists of hearings are published, court time: final ones of the next sitting day, drafts further ahead."""

    beacon_patience: Duration = Field(default=timedelta(minutes=10), ge=timedelta(), le=timedelta(days=366))
    """How long after its round was due a case is drawn without one. ISO 8601."""

    @property
    def address(self) -> str:
        """Under which everybody reaches this service, without a slash at its end."""
        return (self.public_url or f"http://{self.http_host}:{self.http_port}{self.root_path}").rstrip("/")

"""Settings of scheduling, read from `TARAZY_SCHEDULING_...`."""

from pydantic import Field, SecretStr
from tarazy_shared.settings import ServiceSettings


class Settings(ServiceSettings, service="scheduling"):
    """What scheduling needs beyond what every service needs."""

    intake_token: SecretStr = Field(min_length=16)
    """Bearer token of court systems that post events instead of publishing them. At least 16 characters; no default."""
    intake_depth: int = Field(default=50_000, ge=100)
    """Records in the outbox above which the intake answers 503 until Kafka has taken some."""

"""Settings: read once, at the start, from the environment; a wrong one stops the start with its name."""

import os
from datetime import timedelta
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from tarazy_shared.clock import parse_duration
from tarazy_shared.errors import ConfigurationError

Duration = Annotated[
    timedelta, BeforeValidator(lambda value: parse_duration(value) if isinstance(value, str) else value)
]
"""An ISO 8601 duration such as `PT15M`."""


class ServiceSettings(BaseSettings):
    """What every service needs. A service's own class is declared as `class Settings(ServiceSettings, service="hr")`.

    Settings of one service are read from `TARAZY_<SERVICE>_...`, those of the whole installation from `TARAZY_...`.
    Secrets may also stand in files of the folder that `TARAZY_SECRETS_DIR` names.
    """

    model_config = SettingsConfigDict(
        frozen=True, extra="ignore", populate_by_name=True, secrets_dir=os.environ.get("TARAZY_SECRETS_DIR")
    )

    database_url: SecretStr
    """PostgreSQL address of the runtime role: `postgresql://user:password@host:port/database`."""
    owner_database_url: SecretStr | None = None
    """The same with the role that owns the tables; used by `migrate` alone. By default `database_url`."""
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8000, ge=1, le=65535)
    root_path: str = ""
    """Path under which an ingress serves this service, such as `/scheduling`."""
    token: SecretStr = Field(min_length=16)
    """Bearer token for everything that writes or shows personal data. At least 16 characters; there is no default."""
    replica: str = Field(default="", pattern=r"^[A-Za-z0-9._-]{0,100}$")
    """A name of this process among its replicas that outlives a restart: Kafka gives it its partitions back at once."""
    database_pool: int = Field(default=10, ge=4, le=100)
    """Connections to PostgreSQL at most."""

    kafka_bootstrap_servers: str = Field(validation_alias="TARAZY_KAFKA_BOOTSTRAP_SERVERS")
    """`host:port`, several separated by commas."""
    kafka_replication: int = Field(default=1, ge=1, le=5, validation_alias="TARAZY_KAFKA_REPLICATION")
    """Replicas of a topic that this service creates; 3 in a real cluster."""
    unknown_reference_wait: Duration = Field(
        default=timedelta(minutes=15), validation_alias="TARAZY_UNKNOWN_REFERENCE_WAIT"
    )
    """How long an event waits for the case, court or person that it refers to. ISO 8601."""
    now_offset: Duration = Field(default=timedelta(), validation_alias="TARAZY_NOW_OFFSET")
    """Shifts the clock, for trials and teaching; refused outside the embedded default. ISO 8601."""
    embedded: bool = Field(default=False, validation_alias="TARAZY_EMBEDDED")
    """Set by the one-machine edition for its own services."""
    log_level: str = Field(default="INFO", validation_alias="TARAZY_LOG_LEVEL", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    def __init_subclass__(cls, service: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if service:
            cls.model_config = SettingsConfigDict(**{**cls.model_config, "env_prefix": f"TARAZY_{service.upper()}_"})

    def model_post_init(self, _: Any) -> None:
        if self.now_offset and not self.embedded:
            raise ConfigurationError(
                "TARAZY_NOW_OFFSET shifts the clock and is for the embedded default alone: unset it on this system."
            )


T = TypeVar("T", bound=ServiceSettings)


def read_settings(settings: type[T]) -> T:
    """Read the environment. Raises `ConfigurationError` that names each wrong setting and the reason."""
    try:
        return settings()
    except ValidationError as error:
        prefix = settings.model_config.get("env_prefix", "")
        lines = []
        for wrong in error.errors():
            name = str(wrong["loc"][0]) if wrong["loc"] else "?"
            name = name if name.startswith("TARAZY_") else f"{prefix}{name}".upper()
            lines.append(f"{name}: {'is not set' if wrong['type'] == 'missing' else wrong['msg']}")
        raise ConfigurationError("Wrong settings. " + "; ".join(lines)) from error

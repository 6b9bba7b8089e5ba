"""Settings of a service that draws lots: which public randomness its draws wait for."""

from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr

from tarazy_shared.errors import ConfigurationError
from tarazy_shared.settings import Duration, ServiceSettings


class BeaconSettings(ServiceSettings):
    """The beacon, as `TARAZY_<SERVICE>_BEACON...`."""

    beacon: Literal["none", "drand", "file", "development"] = "none"
    """The public randomness that draws wait for. Without one they are marked and counted."""
    beacon_relays: str = ""
    """Addresses of drand relays, `https://host`, separated by commas; drand's own by default."""
    beacon_chain: str | None = Field(default=None, min_length=1, max_length=500)
    """Which chain: drand's quicknet by default; no default for a file."""
    beacon_public_key: str | None = Field(default=None, pattern=r"^[0-9a-fA-F]{192}$")
    """What its signatures are checked with. A file without one has rounds that institutions committed to."""
    beacon_genesis: int | None = Field(default=None, ge=-(10**10), le=10**10)
    """When its first round came out, in seconds since 1970."""
    beacon_period: Duration | None = Field(default=None, ge=timedelta(seconds=1), le=timedelta(days=366))
    """From one round to the next. ISO 8601."""
    beacon_margin: Duration | None = Field(default=None, ge=timedelta(seconds=1), le=timedelta(days=1))
    """What is drawn waits for a round that comes out later than so long after it was fixed. ISO 8601."""
    beacon_file: Path | None = None
    """JSON lines with round, randomness and signature."""
    beacon_key: SecretStr | None = Field(default=None, min_length=16)
    """What the development beacon makes its key of."""

    @property
    def prefix(self) -> str:
        """What the names of these settings begin with."""
        return f"{self.model_config.get('env_prefix', '')}BEACON"

    @property
    def relays(self) -> tuple[str, ...]:
        """The relays that were chosen, if any."""
        return tuple(one.strip() for one in self.beacon_relays.split(",") if one.strip())

    def model_post_init(self, context: Any) -> None:
        super().model_post_init(context)
        if wrong := self._wrong_beacon():
            raise ConfigurationError(wrong)

    def _wrong_beacon(self) -> str | None:
        """What is wrong with the settings of the beacon, taken together."""
        of = self.prefix
        if self.beacon == "development" and not self.embedded:
            return (
                f"{of}=development signs its rounds with a key of its own and is for the embedded default alone:"
                " set drand, file or none on this system."
            )
        if self.beacon == "development" and not self.beacon_key:
            return f"{of}_KEY is not set: the development beacon makes its key of it."
        if self.beacon == "drand" and self.now_offset:
            return f"{of}=drand keeps real time: unset TARAZY_NOW_OFFSET, or set {of}=development."
        if self.beacon == "file" and not self.beacon_file:
            return f"{of}_FILE is not set: {of}=file reads rounds from it."
        if self.beacon == "file" and not self.beacon_chain:
            return f"{of}_CHAIN is not set: name the chain whose rounds are in the file."
        if self.beacon == "file" and self.beacon_public_key and not (self.beacon_period and self.beacon_genesis):
            return f"{of}_GENESIS and {of}_PERIOD are not set: they say when the rounds of the chain come out."
        for relay in self.relays:
            if not relay.startswith(("https://", "http://")):
                return f"{of}_RELAYS: {relay!r} is no address: it must begin with https:// or http://."
        return None

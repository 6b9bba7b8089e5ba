"""The beacon that the settings ask for."""

from dataclasses import replace
from datetime import UTC, datetime

from tarazy_shared.clock import Clock
from tarazy_shared.errors import ConfigurationError

from tarazy_scheduling.adapters.beacons import commit_reveal
from tarazy_scheduling.adapters.beacons.development import DevelopmentBeacon
from tarazy_scheduling.adapters.beacons.drand import QUICKNET, QUICKNET_KEY, RELAYS, Drand
from tarazy_scheduling.adapters.beacons.rounds_file import RoundsFile
from tarazy_scheduling.adapters.beacons.signatures import PublicKey
from tarazy_scheduling.adapters.beacons.source import BeaconSource
from tarazy_scheduling.domain.model.drawing import BeaconClock
from tarazy_scheduling.settings import Settings


def beacon_of(settings: Settings, now: Clock) -> BeaconSource | None:
    """The beacon to draw with, if any. Raises `ConfigurationError` that names the setting."""
    match settings.beacon:
        case "drand":
            key = settings.beacon_public_key or QUICKNET_KEY
            return Drand(_clock(settings, QUICKNET), _key(key), settings.relays or RELAYS)
        case "file" if settings.beacon_file:
            committed = BeaconClock(
                settings.beacon_chain or "", commit_reveal.GENESIS, commit_reveal.PERIOD, commit_reveal.MARGIN
            )
            signed = settings.beacon_public_key
            return RoundsFile(_clock(settings, committed), _key(signed) if signed else None, settings.beacon_file)
        case "development" if settings.beacon_key:
            return DevelopmentBeacon.of(settings.beacon_key.get_secret_value(), now)
        case _:
            return None


def _clock(settings: Settings, standard: BeaconClock) -> BeaconClock:
    genesis = settings.beacon_genesis
    return replace(
        standard,
        chain=settings.beacon_chain or standard.chain,
        genesis=standard.genesis if genesis is None else datetime.fromtimestamp(genesis, UTC),
        period=settings.beacon_period or standard.period,
        margin=settings.beacon_margin or standard.margin,
    )


def _key(text: str) -> PublicKey:
    try:
        return PublicKey.read(text)
    except ValueError as error:
        raise ConfigurationError(f"TARAZY_SCHEDULING_BEACON_PUBLIC_KEY is no point of G2: {error}") from error

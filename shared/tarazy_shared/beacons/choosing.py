"""The beacon that the settings ask for."""

from dataclasses import replace
from datetime import UTC, datetime

from tarazy_shared.beacons import commit_reveal
from tarazy_shared.beacons.beacon import BeaconClock
from tarazy_shared.beacons.development import DevelopmentBeacon
from tarazy_shared.beacons.drand import QUICKNET, QUICKNET_KEY, RELAYS, Drand
from tarazy_shared.beacons.rounds_file import RoundsFile
from tarazy_shared.beacons.settings import BeaconSettings
from tarazy_shared.beacons.signatures import PublicKey
from tarazy_shared.beacons.source import BeaconSource
from tarazy_shared.clock import Clock
from tarazy_shared.errors import ConfigurationError


def beacon_of(settings: BeaconSettings, now: Clock) -> BeaconSource | None:
    """The beacon to draw with, if any. Raises `ConfigurationError` that names the setting."""
    match settings.beacon:
        case "drand":
            key = settings.beacon_public_key or QUICKNET_KEY
            return Drand(_clock(settings, QUICKNET), _key(settings, key), settings.relays or RELAYS)
        case "file" if settings.beacon_file:
            committed = BeaconClock(
                settings.beacon_chain or "", commit_reveal.GENESIS, commit_reveal.PERIOD, commit_reveal.MARGIN
            )
            signed = settings.beacon_public_key
            return RoundsFile(
                _clock(settings, committed), _key(settings, signed) if signed else None, settings.beacon_file
            )
        case "development" if settings.beacon_key:
            return DevelopmentBeacon.of(settings.beacon_key.get_secret_value(), now)
        case _:
            return None


def _clock(settings: BeaconSettings, standard: BeaconClock) -> BeaconClock:
    genesis = settings.beacon_genesis
    return replace(
        standard,
        chain=settings.beacon_chain or standard.chain,
        genesis=standard.genesis if genesis is None else datetime.fromtimestamp(genesis, UTC),
        period=settings.beacon_period or standard.period,
        margin=settings.beacon_margin or standard.margin,
    )


def _key(settings: BeaconSettings, text: str) -> PublicKey:
    try:
        return PublicKey.read(text)
    except ValueError as error:
        raise ConfigurationError(f"{settings.prefix}_PUBLIC_KEY is no point of G2: {error}") from error

"""The settings choose the beacon; what cannot work, or must not, stops the start with the setting's name."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tarazy_scheduling.settings import Settings
from tarazy_shared.beacons import signatures
from tarazy_shared.beacons.beacon import comes_out_at, round_after
from tarazy_shared.beacons.choosing import beacon_of
from tarazy_shared.beacons.development import DevelopmentBeacon
from tarazy_shared.beacons.drand import QUICKNET, QUICKNET_KEY, RELAYS, Drand
from tarazy_shared.beacons.rounds_file import RoundsFile
from tarazy_shared.beacons.source import BeaconSource, RoundRefused
from tarazy_shared.errors import ConfigurationError
from tarazy_shared.settings import read_settings

GOOD = {
    "TARAZY_SCHEDULING_DATABASE_URL": "postgresql://nowhere",
    "TARAZY_SCHEDULING_TOKEN": "a token of sixteen or more",
    "TARAZY_SCHEDULING_INTAKE_TOKEN": "a token of sixteen or more",
    "TARAZY_KAFKA_BOOTSTRAP_SERVERS": "localhost:9092",
}
OF = "TARAZY_SCHEDULING_BEACON"
DEVELOPMENT = {OF: "development", f"{OF}_KEY": "a key of sixteen or more", "TARAZY_EMBEDDED": "1"}
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def chosen(monkeypatch: pytest.MonkeyPatch, values: dict[str, str], now: datetime = NOON) -> BeaconSource | None:
    for name, value in {**GOOD, **values}.items():
        monkeypatch.setenv(name, value)
    return beacon_of(read_settings(Settings), lambda: now)


def test_without_a_setting_there_is_no_beacon(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(monkeypatch, {}) is None


def test_drand_is_quicknet_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    source = chosen(monkeypatch, {OF: "drand"})
    assert isinstance(source, Drand)
    assert (source.clock, source.public_key, source.relays) == (QUICKNET, QUICKNET_KEY, RELAYS)


def test_another_chain_of_drand_is_taken_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    key = str(signatures.public_key_of(signatures.secret_key("another")))
    values = {"_CHAIN": "ab12", "_PUBLIC_KEY": key, "_GENESIS": "1000", "_PERIOD": "PT30S", "_MARGIN": "PT4S"}
    relays = {f"{OF}_RELAYS": "https://one.example, http://two.example/"}
    source = chosen(monkeypatch, {OF: "drand", **relays, **{f"{OF}{name}": text for name, text in values.items()}})
    assert isinstance(source, Drand)
    assert source.clock.chain == "ab12"
    assert source.clock.genesis == datetime.fromtimestamp(1000, UTC)
    assert (source.clock.period, source.clock.margin) == (timedelta(seconds=30), timedelta(seconds=4))
    assert source.public_key == key
    assert source.relays == ("https://one.example", "http://two.example/")


def test_a_file_without_a_key_has_a_round_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    file = {OF: "file", f"{OF}_FILE": "/rounds.jsonl", f"{OF}_CHAIN": "commit-reveal:a+b"}
    source = chosen(monkeypatch, file)
    assert isinstance(source, RoundsFile)
    assert (source.clock.period, source.path, source.public_key) == (timedelta(days=1), Path("/rounds.jsonl"), None)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({OF: "dice"}, f"{OF}: .*'none', 'drand', 'file' or 'development'"),
        (
            DEVELOPMENT | {"TARAZY_EMBEDDED": "0"},
            f"{OF}=development .* default alone: set drand, file or none",
        ),
        ({OF: "development", "TARAZY_EMBEDDED": "1"}, f"{OF}_KEY is not set"),
        ({OF: "file"}, f"{OF}_FILE is not set"),
        ({OF: "file", f"{OF}_FILE": "/rounds"}, f"{OF}_CHAIN is not set"),
        (
            {OF: "file", f"{OF}_FILE": "/rounds", f"{OF}_CHAIN": "c", f"{OF}_PUBLIC_KEY": QUICKNET_KEY},
            f"{OF}_GENESIS and {OF}_PERIOD are not set",
        ),
        ({OF: "drand", f"{OF}_PUBLIC_KEY": "c0" + "00" * 95}, f"{OF}_PUBLIC_KEY is no point of G2"),
        ({OF: "drand", f"{OF}_PUBLIC_KEY": "abc"}, f"{OF}_PUBLIC_KEY: .*pattern"),
        ({OF: "drand", f"{OF}_RELAYS": "api.example"}, f"{OF}_RELAYS: 'api.example' is no address"),
        ({OF: "drand", f"{OF}_PERIOD": "PT0S"}, f"{OF}_PERIOD: .*greater than or equal to"),
        ({OF: "drand", f"{OF}_PATIENCE": "soon"}, f"{OF}_PATIENCE: .*ISO 8601"),
        ({OF: "drand", "TARAZY_EMBEDDED": "1", "TARAZY_NOW_OFFSET": "P7D"}, f"{OF}=drand keeps real time"),
    ],
)
def test_what_cannot_work_or_must_not_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], says: str
) -> None:
    with pytest.raises(ConfigurationError, match=says):
        chosen(monkeypatch, values)


def test_the_key_of_the_development_beacon_does_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    source = chosen(monkeypatch, DEVELOPMENT)
    assert isinstance(source, DevelopmentBeacon)
    shown = repr(read_settings(Settings)) + repr(source)
    assert DEVELOPMENT[f"{OF}_KEY"] not in shown
    assert str(signatures.secret_key(DEVELOPMENT[f"{OF}_KEY"])) not in shown


async def test_the_development_beacon_signs_what_is_due_and_says_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    source = chosen(monkeypatch, DEVELOPMENT)
    assert isinstance(source, DevelopmentBeacon)
    number = round_after(source.clock, NOON)
    assert timedelta() < comes_out_at(source.clock, number) - NOON <= timedelta(seconds=1.2)
    with pytest.raises(RoundRefused, match="not_there"):
        await source.fetch(number)
    later = chosen(monkeypatch, DEVELOPMENT, NOON + timedelta(seconds=2))
    assert later is not None
    beacon = await later.fetch(number)
    assert beacon.chain.startswith("development-")
    assert beacon == signatures.checked(source.clock.chain, source.key, number, beacon.signature, beacon.randomness)


def test_the_chain_of_the_development_beacon_follows_from_its_key() -> None:
    one, same, other = (DevelopmentBeacon.of(secret, lambda: NOON) for secret in ("one", "one", "other"))
    assert one.clock.chain == same.clock.chain != other.clock.chain

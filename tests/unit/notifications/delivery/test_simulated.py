"""Recipients that are only there to try things out."""

import pytest
from tarazy_notifications.domain.delivery.simulated import Behaviour, behaviour_of, is_simulated
from tarazy_notifications.domain.people import ChannelName
from tarazy_shared.contracts.contact import is_mailbox, is_telephone, is_web_address

PLAYED: list[tuple[ChannelName, str, Behaviour]] = [
    ("email", "delivered@simulated.tarazy.invalid", Behaviour.DELIVERED),
    ("email", "bounced+judge.1@Simulated.Tarazy.Invalid", Behaviour.BOUNCED),
    ("sms", "+999 001 0000", Behaviour.DELIVERED),
    ("sms", "+99900200000001", Behaviour.READ),
    ("sms", "00999007", Behaviour.BOUNCED),
    ("webhook", "https://simulated.tarazy.invalid/slow/1", Behaviour.SLOW),
    ("webhook", "https://SIMULATED.tarazy.invalid:8443/busy", Behaviour.BUSY),
]


@pytest.mark.parametrize(("channel", "address", "behaviour"), PLAYED)
def test_the_address_says_what_happens(channel: ChannelName, address: str, behaviour: Behaviour) -> None:
    assert is_simulated(channel, address)
    assert behaviour_of(channel, address) == behaviour


def test_all_of_them_can_be_named_as_contacts() -> None:
    for number, behaviour in enumerate(Behaviour, 1):
        assert is_mailbox(f"{behaviour}+anna@simulated.tarazy.invalid")
        assert is_telephone(f"+99900{number}0001")
        assert behaviour_of("sms", f"+99900{number}0001") == behaviour
        assert is_web_address(f"https://simulated.tarazy.invalid/{behaviour}")


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("email", "delivered@court.test"),
        ("email", "delivered@simulated.tarazy.invalid.test"),
        ("sms", "+77010000000"),
        ("sms", "87000999001"),
        ("webhook", "https://partner.test/simulated.tarazy.invalid"),
        ("webhook", "https://[broken"),
        ("inbox", ""),
    ],
)
def test_nobody_else_is_taken_for_one(channel: ChannelName, address: str) -> None:
    assert not is_simulated(channel, address)


@pytest.mark.parametrize(
    ("channel", "address"), [("email", "anna@simulated.tarazy.invalid"), ("sms", "+999009"), ("sms", "+99900")]
)
def test_one_that_says_nothing_is_kept_all_the_same(channel: ChannelName, address: str) -> None:
    assert is_simulated(channel, address)
    assert behaviour_of(channel, address) is None

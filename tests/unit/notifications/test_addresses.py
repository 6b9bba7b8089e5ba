"""Web addresses inside the own network are recognised before anything is sent there."""

import pytest
from tarazy_notifications.domain.addresses import is_inner


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:8080/hook",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://[::1]/hook",
        "http://[::ffff:10.0.0.1]/",
        "http://10.1.2.3/",
        "http://192.168.0.5/",
        "http://169.254.169.254/latest/meta-data",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://localhost/",
        "http://LOCALHOST./",
        "http://db.internal/",
        "http://scheduling:8000/",
    ],
)
def test_an_address_of_the_own_network_is_inner(address: str) -> None:
    assert is_inner(address)


@pytest.mark.parametrize(
    "address",
    ["https://party.test/hook", "https://8.8.8.8/", "https://user@hooks.example.kz:8443/a?b", "http://1.2.3.4.kz/"],
)
def test_a_public_address_is_not(address: str) -> None:
    assert not is_inner(address)

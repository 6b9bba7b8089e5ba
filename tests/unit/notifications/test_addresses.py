"""Web addresses inside the own network are recognised before anything is sent there."""

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis.strategies import ip_addresses
from tarazy_notifications.domain.addresses import is_inner, is_inner_number


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


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",  # noqa: S104
        "255.255.255.255", "240.0.0.1", "192.0.2.1", "198.18.0.1",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "100::1", "2001:db8::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1",
        "64:ff9b::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1",
        "2001:0:53aa:64c:0:0:80ff:fffe",
    ],
)  # fmt: skip
def test_a_number_that_leads_inside_by_whatever_way_is_inner(number: str) -> None:
    assert is_inner_number(number)


@pytest.mark.parametrize(
    "number", ["8.8.8.8", "2a00:1450:4010::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::"]
)
def test_a_public_number_is_not(number: str) -> None:
    assert not is_inner_number(number)


@given(ip_addresses(v=4))
def test_an_inner_number_is_inner_inside_every_other_way_of_writing_it(number: IPv4Address) -> None:
    written = f"{int(number) >> 16:x}:{int(number) & 0xFFFF:x}"
    ways = [f"::ffff:{number}", f"64:ff9b::{number}", f"2002:{written}::"]
    assert {is_inner_number(way) for way in ways} == {is_inner_number(str(number))}


@pytest.mark.parametrize("address", ["https://[::1/", "https://a]b/", "https://", ""])
def test_what_cannot_be_read_leads_nowhere_that_anything_is_sent(address: str) -> None:
    assert is_inner(address)

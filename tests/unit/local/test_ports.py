"""Choosing ports."""

import socket

from tarazy_local import ports


def test_each_name_gets_a_port_of_its_own() -> None:
    chosen = ports.choose(("a", "b", "c"), {})
    assert len(set(chosen.values())) == 3


def test_port_of_the_last_run_is_kept_while_it_is_free() -> None:
    before = ports.choose(("a",), {})
    assert ports.choose(("a", "b"), before)["a"] == before["a"]


def test_port_that_somebody_took_is_replaced() -> None:
    with socket.create_server((ports.LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        assert not ports.is_free(port)
        assert ports.choose(("a",), {"a": port})["a"] != port


def test_two_names_never_share_the_port_of_one() -> None:
    before = ports.choose(("a",), {})["a"]
    assert len(set(ports.choose(("a", "b"), {"a": before, "b": before}).values())) == 2

"""Free ports on the loopback interface."""

import socket
from collections.abc import Iterable, Mapping

LOOPBACK = "127.0.0.1"


def is_free(port: int) -> bool:
    """True when a server could listen on this loopback port now.

    `PermissionError` for one that only root may have.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError:
            raise
        except OSError:
            return False
    return True


def choose(names: Iterable[str], before: Mapping[str, int]) -> dict[str, int]:
    """A free port for each name: the one it had `before` where that is still free, else a new one."""
    chosen: dict[str, int] = {}
    held: list[socket.socket] = []  # kept open until all are chosen, so that none is given out twice
    try:
        for name in names:
            port = before.get(name, 0)
            if not port or port in chosen.values() or not is_free(port):
                probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
                held.append(probe)
                probe.bind((LOOPBACK, 0))
                port = probe.getsockname()[1]
            chosen[name] = port
    finally:
        for probe in held:
            probe.close()
    return chosen

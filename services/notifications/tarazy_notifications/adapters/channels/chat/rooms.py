"""Rooms that an operator has set: names for addresses, which hold passwords and stand nowhere else."""

import importlib
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from tarazy_shared.errors import ConfigurationError

from tarazy_notifications.domain.addresses import is_inner

SETTING = "TARAZY_NOTIFICATIONS_CHAT_ROOMS"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}").fullmatch

Tell = Callable[[str, str, str], bool]
"""Address, title and body; whether the service took it. Blocks, and raises what a plugin does."""


def rooms_at(text: str | None, *, inside: bool) -> Mapping[str, str]:
    """Read `ops=tgram://…` and so on, one in a line. Raises `ConfigurationError` for what cannot work.

    `inside`: whether a service may stand in the own network.
    """
    found: dict[str, str] = {}
    for line in (text or "").splitlines():
        name, _, address = line.strip().partition("=")
        if not name:
            continue
        if not _NAME(name) or name in found or not address:
            raise ConfigurationError(
                f"{SETTING} must be lines such as ops=tgram://…, each name once; one begins {name}"
            )
        found[name] = _checked(name, address, inside=inside)
    return found


def teller() -> Tell:
    """Apprise, imported only here. Raises `ConfigurationError` where it is not installed."""
    apprise = _apprise()

    def tell(address: str, title: str, body: str) -> bool:
        messenger = apprise.Apprise()
        messenger.add(address)
        return bool(messenger.notify(title=title, body=body, body_format="text"))

    return tell


def host_of(address: str) -> str | None:
    """The machine that is asked, where the address names one; None where the service is known by its scheme."""
    plugin = _apprise().Apprise.instantiate(address)
    host = getattr(plugin, "host", None)
    return host if isinstance(host, str) and host else None


def _checked(name: str, address: str, *, inside: bool) -> str:
    plugin = _apprise().Apprise.instantiate(address)
    if plugin is None:
        raise ConfigurationError(f"{SETTING}: Apprise cannot read the address of {name}")
    host = host_of(address)
    if host and not inside and is_inner(f"https://{_bracketed(host)}/"):
        raise ConfigurationError(
            f"{SETTING}: {name} stands in the own network; set TARAZY_NOTIFICATIONS_CHAT_INSIDE=1 if that is meant"
        )
    return address


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not urlsplit(f"//{host}").port else host


def _apprise() -> Any:
    try:
        return importlib.import_module("apprise")
    except ModuleNotFoundError:
        raise ConfigurationError(
            f"{SETTING} is set, but Apprise is not installed: install tarazy-notifications[chat], or unset it."
        ) from None

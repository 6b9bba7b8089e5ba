"""Where the running system is: `endpoints.json` in the state folder, or the environment."""

import json
import os
from pathlib import Path
from typing import Any

from tarazy_shared.errors import ConfigurationError

DEFAULT_STATE = ".tarazy"


def state_folder(given: str | None = None) -> Path:
    """The folder given, else `TARAZY_STATE`, else `./.tarazy`."""
    return Path(given or os.environ.get("TARAZY_STATE") or DEFAULT_STATE)


def read_endpoints(given: str | None = None) -> dict[str, Any]:
    """The addresses of the system that runs in a state folder.

    Raises `ConfigurationError` when nothing runs there.
    """
    path = state_folder(given) / "endpoints.json"
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ConfigurationError(
            f"No running system found: {path} does not exist. "
            "Start one with `make up`, or name its folder with --state."
        ) from None
    except ValueError as error:
        raise ConfigurationError(f"{path} cannot be read as JSON: {error}") from error


def database_url(service: str, given: str | None = None) -> str:
    """The address of a service's database.

    `TARAZY_<SERVICE>_DATABASE_URL`, else the file of that name in `TARAZY_SECRETS_DIR`, else the state folder's.
    """
    return _given(f"TARAZY_{service.upper()}_DATABASE_URL") or str(read_endpoints(given)["databases"][service])


def service_address(service: str, given: str | None = None) -> tuple[str, str]:
    """Where a service listens, and its token.

    `TARAZY_<SERVICE>_ADDRESS` and `TARAZY_<SERVICE>_TOKEN`, or the files of that name in `TARAZY_SECRETS_DIR`; else the
    state folder's.
    """
    url, token = (_given(f"TARAZY_{service.upper()}_{name}") for name in ("ADDRESS", "TOKEN"))
    if url and token:
        return url.rstrip("/"), token
    found = read_endpoints(given)["services"][service]
    return str(found["url"]), str(found.get("token", ""))


def _given(name: str) -> str | None:
    """What the environment, or a file beside other secrets, says."""
    if name in os.environ:
        return os.environ[name]
    secrets = os.environ.get("TARAZY_SECRETS_DIR")
    for file in (Path(secrets, name), Path(secrets, name.lower())) if secrets else ():
        if file.is_file():
            return file.read_text(encoding="utf-8").strip()
    return None

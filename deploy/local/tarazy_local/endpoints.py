"""`endpoints.json`: how other programs find the running system. Its form is part of the contract."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from tarazy_local.ports import LOOPBACK
from tarazy_local.services import Service

DEFAULT_SMTP_PORT = 25


def endpoints(
    *,
    bootstrap_servers: str,
    services: Sequence[Service],
    smtp_url: str,
    catcher_url: str | None,
    smpp_port: int | None = None,
    pids: Mapping[str, int],
) -> dict[str, Any]:
    """The content, complete. `pids` by the names under which the programs are kept; what runs elsewhere has none."""
    intake = next(service for service in services if service.name == "scheduling")
    replies = next(service for service in services if service.name == "notifications")
    smtp, answers = urlsplit(smtp_url), urlsplit(replies.environment["TARAZY_NOTIFICATIONS_REPLIES_AT"])
    kept = {"kafka": "Kafka", "postgres": "PostgreSQL", "catcher": "The mail catcher"}
    kept |= {service.name: service.name for service in services}
    return {
        "kafka": {"bootstrap_servers": bootstrap_servers},
        "services": {service.name: {"url": service.url, "token": service.token} for service in services},
        "intake": {
            "url": f"{intake.url}/intake/events",
            "token": intake.environment["TARAZY_SCHEDULING_INTAKE_TOKEN"],
        },
        "smtp": {"host": smtp.hostname, "port": smtp.port or DEFAULT_SMTP_PORT},
        "replies": {"host": answers.hostname, "port": answers.port},
        "catcher": {"url": catcher_url},
        "sms": {"smpp": f"smpp://tarazy@{LOOPBACK}:{smpp_port}", "http": f"{catcher_url}/sms"} if smpp_port else None,
        "databases": {service.name: service.database_url for service in services},
        "pids": {key: [pids[name]] if name in pids else [] for key, name in kept.items()},
    }

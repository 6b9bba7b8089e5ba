"""Makes the secrets that the compose file mounts: `python deploy/docker/make_secrets.py`.

What exists stays as it is, so it can be run again after an update. Needs nothing but Python.
"""

import secrets
import sys
from pathlib import Path
from urllib.parse import urlsplit

SERVICES = ("hr", "scheduling", "notifications")
FOLDER = Path(__file__).parent / "secrets"

ROLES = """\
CREATE ROLE {service}_owner LOGIN PASSWORD '{owner_password}';
CREATE ROLE {service} LOGIN PASSWORD '{password}';
CREATE DATABASE {service} OWNER {service}_owner;
REVOKE ALL ON DATABASE {service} FROM PUBLIC;
GRANT CONNECT ON DATABASE {service} TO {service};
\\connect {service}
CREATE EXTENSION btree_gist;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO {service};
ALTER DEFAULT PRIVILEGES FOR ROLE {service}_owner GRANT USAGE ON SCHEMAS TO {service};
ALTER DEFAULT PRIVILEGES FOR ROLE {service}_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {service};
ALTER DEFAULT PRIVILEGES FOR ROLE {service}_owner GRANT USAGE, SELECT ON SEQUENCES TO {service};
\\connect postgres
"""
"""One database for each service; its owner changes the schema, the service itself reads and writes rows."""


SIGN_ON = """\
CREATE ROLE keycloak LOGIN PASSWORD '{password}';
CREATE DATABASE keycloak OWNER keycloak;
REVOKE ALL ON DATABASE keycloak FROM PUBLIC;
"""
"""The sign-on service makes its tables itself."""


def make_secrets(folder: Path) -> list[str]:
    """Write what is missing in `folder`, which only its owner can enter; gives the names written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    made: list[str] = []

    def keep(name: str, text: str) -> str:
        file = folder / name
        if not file.exists():
            file.write_text(text, encoding="ascii")
            # Read by the users of the containers; on this machine the folder is closed to others.
            file.chmod(0o644)
            made.append(name)
        return file.read_text(encoding="ascii")

    keep("postgres_password", _password())
    keep("grafana_admin_password", _password())
    keep("tarazy_scheduling_intake_token", _password())
    keep("tarazy_hr_scheduling_token", _password())
    keep("tarazy_hr_survey_key", _password())
    keep("tarazy_notifications_alerts_token", _password())
    keep("tarazy_smtp_url", "smtp://catcher:2525")  # to be replaced by one with a password where mails shall leave
    keep("keycloak_admin_password", _password())
    keep("tarazy_hr_oidc_client_secret", _password())
    keep("tarazy_notifications_oidc_client_secret", _password())
    roles = [SIGN_ON.format(password=keep("keycloak_database_password", _password()))]
    for service in SERVICES:
        keep(f"tarazy_{service}_token", _password())
        url = keep(f"tarazy_{service}_database_url", _url(service, service))
        owner_url = keep(f"tarazy_{service}_owner_database_url", _url(f"{service}_owner", service))
        passwords = {"password": urlsplit(url).password, "owner_password": urlsplit(owner_url).password}
        roles.append(ROLES.format(service=service, **passwords))
    keep("postgres_roles.sql", "".join(roles))
    return made


def _password() -> str:
    """256 bits that need no quoting in an address, a header or SQL."""
    return secrets.token_hex(32)


def _url(role: str, database: str) -> str:
    return f"postgresql://{role}:{_password()}@postgres:5432/{database}"


def main() -> None:
    """Say what was made, never what it is."""
    made = make_secrets(FOLDER)
    sys.stdout.write(f"{FOLDER}: made {', '.join(made) if made else 'nothing, all is there'}\n")


if __name__ == "__main__":
    main()

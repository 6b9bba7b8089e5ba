"""Settings of HR, read from `TARAZY_HR_...`."""

from pydantic import Field, SecretStr
from tarazy_shared.settings import ServiceSettings


class Settings(ServiceSettings, service="hr"):
    """Where its pages are reached, and who says who somebody is."""

    public_url: str | None = Field(default=None, pattern=r"^https?://[^\s/]+(/[^\s?#]*)?$", max_length=300)
    """Under which everybody reaches HR's pages; cookies are for https alone where it is https."""
    oidc_issuer: str | None = Field(
        default=None,
        validation_alias="TARAZY_OIDC_ISSUER",
        pattern=r"^(https://[^\s/?#]+|http://(127\.0\.0\.1|localhost)(:\d+)?)(/[^\s?#]*)?$",
        max_length=300,
    )
    """The sign-on service (OpenID Connect), by https or on this very machine. Nobody signs in without one, but with
    keys for trials in the embedded default."""
    oidc_discovery: str | None = Field(
        default=None, validation_alias="TARAZY_OIDC_DISCOVERY", pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$"
    )
    """Where its description is read, if not at the issuer: an address inside of the same network."""
    oidc_client_id: str = Field(default="tarazy-hr", min_length=1, max_length=200)
    """What HR is called there; access tokens must be for this audience."""
    oidc_client_secret: SecretStr | None = Field(default=None, min_length=8)
    """None for a client without a secret: PKCE protects the code either way."""

    scheduling_url: str | None = Field(default=None, pattern=r"^https?://[^\s/]+(/[^\s?#]*)?$", max_length=300)
    """Where scheduling answers what calendars courts keep and what an absence would do. Without it HR counts by weeks
    and public holidays and foresees from its own copy."""
    scheduling_token: SecretStr | None = Field(default=None, min_length=16)
    """With what it is asked: the token that scheduling has for HR, or its own."""

    @property
    def address(self) -> str:
        """Under which everybody reaches this service, without a slash at its end."""
        return (self.public_url or f"http://{self.http_host}:{self.http_port}{self.root_path}").rstrip("/")

    @property
    def is_https(self) -> bool:
        """Whether browsers reach it by https."""
        return self.address.startswith("https://")

"""Settings of services where people sign in, and the sign-on service that they name."""

from pydantic import Field, SecretStr

from tarazy_shared.clock import Clock
from tarazy_shared.settings import ServiceSettings
from tarazy_shared.sign_in.oidc.provider import Provider
from tarazy_shared.sign_in.oidc.sign_on import Client, SignOn

CALLBACK = "/sign-in/callback"
"""Where the sign-on service sends people back to; it must know the address."""


class SignInSettings(ServiceSettings):
    """Where a service's pages are reached, and who says who somebody is."""

    public_url: str | None = Field(default=None, pattern=r"^https?://[^\s/]+(/[^\s?#]*)?$", max_length=300)
    """Under which everybody reaches the pages; cookies are for https alone where it is https."""
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
    oidc_client_id: str = Field(default="tarazy", min_length=1, max_length=200)
    """What the service is called there; access tokens must be for this audience."""
    oidc_client_secret: SecretStr | None = Field(default=None, min_length=8)
    """None for a client without a secret: PKCE protects the code either way."""

    @property
    def address(self) -> str:
        """Under which everybody reaches this service, without a slash at its end."""
        return (self.public_url or f"http://{self.http_host}:{self.http_port}{self.root_path}").rstrip("/")

    @property
    def is_https(self) -> bool:
        """Whether browsers reach it by https."""
        return self.address.startswith("https://")


def sign_on_of(settings: SignInSettings, clock: Clock) -> SignOn | None:
    """The sign-on service that the settings name."""
    if settings.oidc_issuer is None:
        return None
    provider = Provider(settings.oidc_issuer, clock, discovery=settings.oidc_discovery)
    client = Client(settings.oidc_client_id, settings.oidc_client_secret, f"{settings.address}{CALLBACK}")
    return SignOn(provider, client, settings.token, clock)

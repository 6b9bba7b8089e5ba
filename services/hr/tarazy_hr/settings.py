"""Settings of HR, read from `TARAZY_HR_...`."""

from pydantic import Field
from tarazy_shared.settings import ServiceSettings


class Settings(ServiceSettings, service="hr"):
    """Where its pages are reached."""

    public_url: str | None = Field(default=None, pattern=r"^https?://[^\s/]+(/[^\s?#]*)?$", max_length=300)
    """Under which everybody reaches HR's pages; cookies are for https alone where it is https."""

    @property
    def address(self) -> str:
        """Under which everybody reaches this service, without a slash at its end."""
        return (self.public_url or f"http://{self.http_host}:{self.http_port}{self.root_path}").rstrip("/")

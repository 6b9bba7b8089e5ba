"""Settings of HR, read from `TARAZY_HR_...`."""

from tarazy_shared.settings import ServiceSettings


class Settings(ServiceSettings, service="hr"):
    """HR needs nothing beyond what every service needs."""

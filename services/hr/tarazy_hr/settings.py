"""Settings of HR, read from `TARAZY_HR_...`."""

from pydantic import Field, SecretStr
from tarazy_shared.beacons.settings import BeaconSettings
from tarazy_shared.sign_in.settings import SignInSettings


class Settings(SignInSettings, BeaconSettings, service="hr"):
    """Where its pages are reached, who says who somebody is, where scheduling answers, by what panels are drawn."""

    oidc_client_id: str = Field(default="tarazy-hr", min_length=1, max_length=200)
    """What HR is called at the sign-on service; access tokens must be for this audience."""

    scheduling_url: str | None = Field(default=None, pattern=r"^https?://[^\s/]+(/[^\s?#]*)?$", max_length=300)
    """Where scheduling answers what calendars courts keep and what an absence would do. Without it HR counts by weeks
    and public holidays and foresees from its own copy."""
    scheduling_token: SecretStr | None = Field(default=None, min_length=16)
    """With what it is asked: the token that scheduling has for HR, or its own."""

    survey_key: SecretStr | None = Field(default=None, min_length=32)
    """With what tokens of surveys are sealed on their way to notifications, which reads the same setting. Of several
    with commas between, the first; the others are what it took the place of. Without it nobody is invited by mail."""

    @property
    def seals_surveys_with(self) -> str | None:
        """The first of the keys of surveys; None where there is none."""
        return self.survey_key.get_secret_value().split(",")[0] if self.survey_key else None

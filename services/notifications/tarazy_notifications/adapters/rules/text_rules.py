"""Rules of the kind `texts`: a court's own words in place of those that come with the program."""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator
from tarazy_shared.contracts.fields import wrong

from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.adapters.texts.own import OwnTexts
from tarazy_notifications.adapters.texts.trying import faults
from tarazy_notifications.domain.people import Language

TextName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]{0,99}$")]


class TextsBody(RuleBody):
    """Texts by language and name; what is not named is said as the program says it. None at all is the way back."""

    texts: dict[Language, Annotated[dict[TextName, str], Field(max_length=200)]] = Field(default_factory=dict)
    """Such as `{"en": {"hearing_scheduled.party": "{% block opening %}You are called ...{% endblock %}"}}`."""

    @model_validator(mode="after")
    def _can_be_written(self) -> "TextsBody":
        for language, texts in self.texts.items():
            for fault in faults(language, tuple(sorted(texts.items()))):
                field = f"texts.{language}.{fault.name}" if fault.name else f"texts.{language}"
                raise wrong(str(fault), field)
        return self


TEXTS: RuleKind[OwnTexts] = RuleKind(
    "texts",
    "A court's own words",
    TextsBody,
    lambda body: OwnTexts(tuple((one, tuple(sorted(texts.items()))) for one, texts in sorted(body.texts.items()))),
)

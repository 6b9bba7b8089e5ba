"""Pages: a service's templates in the kit's frame, rendered for one reader."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse
from jinja2 import BaseLoader, ChoiceLoader, Environment, PackageLoader, PrefixLoader, StrictUndefined

from tarazy_shared.contracts.fields import Language
from tarazy_shared.country import COUNTRY_ZONE
from tarazy_shared.pages.assets import assets, mount_static
from tarazy_shared.pages.catalogue import KIT, translations
from tarazy_shared.pages.language import LANGUAGES, OWN_NAMES, accepted_language
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.policy import PAGE_HEADERS
from tarazy_shared.pages.reader import Reader


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the navigation; `title` is a `message(…)`."""

    path: str
    title: str
    waiting: int = 0
    """How much there is to do, where something can be."""


@dataclass(frozen=True, slots=True)
class CourtChoice:
    """The courts that a reader can turn to; the form sends `?court=` to `action`."""

    action: str
    courts: Sequence[tuple[str, str]]
    """Id and name in the reader's language, in the order to be shown."""
    chosen: str | None = None


class Pages:
    """The pages of one package. Its own templates are in `pages/templates/`, the kit's are named `kit/…`."""

    def __init__(
        self,
        package: str,
        *,
        sections: Sequence[Section] = (),
        language: Language = "kk",
        zone: str = COUNTRY_ZONE,
    ) -> None:
        self.package = package
        self.sections = sections
        self.language = language
        """For readers who ask for nothing that we speak, unless the court has its own."""
        self.zone = zone
        self._environments = {one: _environment(package, one) for one in LANGUAGES}

    def mount(self, app: FastAPI) -> None:
        """Serve the style sheet and the logo with `app`."""
        mount_static(app)

    def reader(self, request: Request, *, language: Language | None = None, zone: str | None = None) -> Reader:
        """For whom the answer is; `language` and `zone` are those of the court that the page is about."""
        wanted = Place.of(request).language or accepted_language(request.headers.get("accept-language"))
        return Reader(wanted or language or self.language, zone or self.zone)

    def say(self, reader: Reader, text: str, **particulars: object) -> str:
        """A `message(…)` in the reader's language, for texts that are put together in Python."""
        said = translations(self.package, reader.language).gettext(text)
        return said % particulars if particulars else said

    def render(
        self,
        request: Request,
        template: str,
        *,
        status: int = 200,
        section: str | None = None,
        sections: Sequence[Section] | None = None,
        courts: CourtChoice | None = None,
        language: Language | None = None,
        zone: str | None = None,
        cache: str = "no-store",
        refresh: int | None = None,
        **context: object,
    ) -> HTMLResponse:
        """A page for whoever asks.

        `section` is the path of the section it belongs to, `sections` those that this reader may turn to, `cache` its
        Cache-Control (`no-store` fits whatever shows people), `refresh` the seconds after which the browser reads it
        anew. The rest is seen by the template.
        """
        reader = self.reader(request, language=language, zone=zone)
        text = (
            self._environments[reader.language]
            .get_template(template)
            .render(
                reader=reader,
                place=Place.of(request),
                sections=self.sections if sections is None else sections,
                section=section,
                courts=courts,
                refresh=refresh,
                **context,
            )
        )
        headers = {
            **PAGE_HEADERS,
            "cache-control": cache,
            "content-language": reader.language,
            "vary": "accept-language",
        }
        return HTMLResponse(text, status, headers)


def _environment(package: str, language: Language) -> Environment:
    """Templates of a package and of the kit in one language."""
    loaders: list[BaseLoader] = [PrefixLoader({"kit": PackageLoader(KIT, "pages/templates")})]
    if package != KIT:
        loaders.append(PackageLoader(package, "pages/templates"))
    environment = Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(translations(package, language), newstyle=True)  # type: ignore[attr-defined]
    environment.filters["by_name"] = _by_name
    environment.globals["asset"] = _asset
    environment.globals["languages"] = OWN_NAMES
    return environment


def _asset(place: Place, name: str) -> str:
    """The address of a file of the kit."""
    return f"{place.root}/static/{name}?v={assets()[name].fingerprint}"


def _by_name(things: Iterable[object], attribute: str) -> list[object]:
    """Things in the order of a name of theirs."""
    return sorted(things, key=lambda thing: name_key(str(getattr(thing, attribute))))

"""The words of one language, compiled: each part of each notice found under its most specific name.

A text is a Jinja template of blocks, one for each part of a message. It runs in a sandbox, and a value that is missing
is an error instead of a gap.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from hashlib import sha256
from importlib.resources import files
from typing import Any, NamedTuple

from jinja2 import FunctionLoader, StrictUndefined, Template
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from tarazy_notifications.adapters.texts.words import counted
from tarazy_notifications.domain.people import ChannelName, Language, Role
from tarazy_notifications.domain.texts.chain import names

LAYOUTS = ("letter.txt.jinja", "letter.html.jinja", "facts.txt.jinja", "facts.html.jinja")
WORDS = "words.json"
SUFFIX = ".jinja"

Values = Mapping[str, Any]
Block = Callable[[Context], Iterator[str]]


class Version(NamedTuple):
    """Which words: the number of the edition that came with the program, whether a court's own are among them, and the
    hash of all that they are made from."""

    edition: int
    own: bool
    sha256: str

    def __str__(self) -> str:
        return f"{self.edition}{'+own' if self.own else ''}:{self.sha256[:12]}"


@dataclass(frozen=True, slots=True)
class Parts:
    """What the texts have for one topic, channel and role."""

    blocks: Mapping[str, tuple[Template, Block]]
    version: Version

    def say(self, part: str, values: Values) -> list[str]:
        """The paragraphs of a part, each a line of its text; none if no text has the part or it says nothing here.

        Raises `UndefinedError` for a value that there is not.
        """
        found = self.blocks.get(part)
        if found is None:
            return []
        template, block = found
        text = "".join(block(template.new_context(dict(values))))
        return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]

    def line(self, part: str, values: Values) -> str:
        """A part that no message can do without, in one line. Raises `LookupError` where there is none."""
        found = " ".join(self.say(part, values))
        if not found:
            raise LookupError(f"the texts have no {part} for this")
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """All texts of a language, as one court has them."""

    language: Language
    edition: int
    sources: Mapping[str, str]
    """By name, such as `hearing.party`."""
    own: frozenset[str] = frozenset()
    """Names of those that are the court's own."""
    _compiled: dict[str, Template] = field(default_factory=dict, repr=False)
    _parts: dict[tuple[str, ChannelName, Role], Parts] = field(default_factory=dict, repr=False)

    def parts(self, topic: str, channel: ChannelName, role: Role) -> Parts:
        """What there is to say of a topic, by a channel, to a role."""
        key = (topic, channel, role)
        found = self._parts.get(key)
        if found is None:
            found = self._parts[key] = self._found(*key)
        return found

    def line_of(self, name: str, compiled_line: int) -> int:
        """The line of a text from which a line of its compiled form comes."""
        return self._template(name).get_corresponding_lineno(compiled_line)

    def _found(self, topic: str, channel: ChannelName, role: Role) -> Parts:
        used = [name for name in names(topic, channel, role) if name in self.sources]
        blocks: dict[str, tuple[Template, Block]] = {}
        for name in used:
            template = self._template(name)
            for part, block in template.blocks.items():
                blocks.setdefault(part, (template, block))
        digest = sha256(_layouts().encode())
        for name in used:
            digest.update(f"\0{name}\0{self.sources[name]}".encode())
        digest.update(source(f"{self.language}/{WORDS}").encode())
        return Parts(blocks, Version(self.edition, bool(self.own & set(used)), digest.hexdigest()))

    def _template(self, name: str) -> Template:
        found = self._compiled.get(name)
        if found is None:
            counting = {"counted": partial(counted, self.language)}
            # With its name for a file name: a traceback says which text it was, and the line.
            code = environment(False).compile(self.sources[name], name, name)
            found = Template.from_code(environment(False), code, counting)
            self._compiled[name] = found
        return found


@cache
def packaged(language: Language) -> Wording:
    """The texts that come with the program, compiled once."""
    folder = files("tarazy_notifications").joinpath("texts", language)
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(SUFFIX))
    sources = {name.removesuffix(SUFFIX): source(f"{language}/{name}") for name in found}
    return Wording(language, len(editions()[language]), sources)


@lru_cache(maxsize=256)
def with_own(language: Language, own: tuple[tuple[str, str], ...]) -> Wording:
    """The texts that come with the program, those of a court in place of some of them. The same is compiled once."""
    shipped, texts = packaged(language), dict(own)
    return Wording(language, shipped.edition, {**shipped.sources, **texts}, frozenset(texts))


@cache
def editions() -> dict[Language, list[str]]:
    """By language the hashes of all editions that there have been, the present one last."""
    return dict(json.loads(source("editions.json")))


def hash_of(language: Language) -> str:
    """Of everything that texts of a language are made from."""
    wording = packaged(language)
    digest = sha256(_layouts().encode())
    for name, text in sorted(wording.sources.items()):
        digest.update(f"\0{name}\0{text}".encode())
    digest.update(source(f"{language}/{WORDS}").encode())
    return digest.hexdigest()


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox, which remembers what it has allowed: the answer depends on the type and the name alone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._allowed: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        key = (type(obj), attr)
        allowed = self._allowed.get(key)
        if allowed is None:
            allowed = self._allowed[key] = super().is_safe_attribute(obj, attr, value)
        return allowed


@cache
def environment(escapes: bool) -> ImmutableSandboxedEnvironment:
    """Where templates run: `escapes` for HTML."""
    return _Sandbox(
        loader=FunctionLoader(source),
        undefined=StrictUndefined,
        autoescape=escapes,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )


@cache
def layout(name: str) -> Template:
    """A layout, which surrounds the words of every topic."""
    return environment(name.endswith("html.jinja")).get_template(name)


@cache
def source(name: str) -> str:
    """A file of the folder `texts`."""
    return files("tarazy_notifications").joinpath("texts", *name.split("/")).read_text(encoding="utf-8")


@cache
def _layouts() -> str:
    return "\0".join(source(name) for name in LAYOUTS)

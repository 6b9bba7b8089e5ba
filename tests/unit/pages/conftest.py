"""A small service of its own with pages, so that the kit is tested as services use it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

TEMPLATE = """{% extends "kit/layout.html" %}
{% import "kit/parts.html" as parts with context %}
{% block title %}{{ _("Cause list") }}{% endblock %}
{% block main %}
<h1>{{ _("Cause list") }}: {{ reader.day(day, "full") }}</h1>
<p>{% trans n=names|length %}{{ n }} hearing{% pluralize %}{{ n }} hearings{% endtrans %}</p>
{% for name in names %}<p class="judge">{{ name }}</p>{% endfor %}
<a href="{{ place.url('/rooms', day=day) }}">{{ _("Rooms") }}</a>
<a href="{{ place.here(page=2) }}">2</a>
{% endblock %}
"""

PARTS = """{% extends "kit/layout.html" %}
{% import "kit/parts.html" as parts with context %}
{% block title %}Parts{% endblock %}
{% block main %}
{{ parts.wrongs(form) }}
{% call parts.notice("Two hearings were moved.", "warn") %}<a href="#list">See them</a>{% endcall %}
<form method="post" action="{{ place.url('/parts') }}">
{{ parts.field(form, "from_on", "First day", hint="For example 2026-12-01") }}
{{ parts.field(form, "room", "Room", value="2") }}
{{ parts.choice(form, "kind", "Kind", [("leave", "Leave"), ("sickness", "Sickness")], value="sickness") }}
{{ parts.long_text(form, "why", "Reason") }}
</form>
<form>{{ parts.kept() }}</form>
{% call parts.table(["Judge", ("Hearings", "n")], caption="Load", compact=true, id="list") %}
<tr><th scope="row" class="wide">{{ name }}</th><td class="n">{{ reader.number(12345) }}</td></tr>
{% endcall %}
{{ parts.facts([("Judge", name)]) }}
{{ parts.figures([("Placed", 12), ("Not placed", 1)]) }}
{{ parts.timeline([(at, "Drawn", "ok"), (at, "Moved", "")]) }}
{% call parts.entry(reader.local(at).date(), "Calendar entry") %}<p>10:00</p>{% endcall %}
{{ parts.empty("No mails", "Nothing was sent today.") }}
{{ parts.tag("Moved", "bad") }} {{ parts.proof("Proof", "ab" * 40) }}
{% endblock %}
"""

KAZAKH = """msgid ""
msgstr ""
"Language: kk\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

msgid "Cause list"
msgstr "Сот отырыстарының кестесі"

msgid "Rooms"
msgstr "Залдар"

msgid "Times are those of the court (%(zone)s)."
msgstr "Уақыт: %(zone)s."

msgid "%(n)s hearing"
msgid_plural "%(n)s hearings"
msgstr[0] "%(n)s отырыс"
"""

RUSSIAN = """msgid ""
msgstr ""
"Language: ru\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\\n"

msgid "Cause list"
msgstr "График заседаний"

msgid "%(n)s hearing"
msgid_plural "%(n)s hearings"
msgstr[0] "%(n)s заседание"
msgstr[1] "%(n)s заседания"
msgstr[2] "%(n)s заседаний"
"""


@pytest.fixture(scope="session")
def court_pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a package with two templates. Russian lacks one of its texts, Kazakh has one too many."""
    root = tmp_path_factory.mktemp("packages")
    package = root / "court_pages"
    for folder in ("pages/templates", "pages/messages"):
        (package / folder).mkdir(parents=True)
    (package / "__init__.py").write_text(
        'from tarazy_shared.pages.catalogue import message\n\nTITLE = message("Cause list")\n'
    )
    files: dict[str, str] = {
        "templates/cause_list.html": TEMPLATE,
        "templates/parts.html": PARTS,
        "messages/kk.po": KAZAKH,
        "messages/ru.po": RUSSIAN,
    }
    for name, text in files.items():
        (Path(package) / "pages" / name).write_text(text, encoding="utf-8")
    sys.path.insert(0, str(root))
    yield "court_pages"
    sys.path.remove(str(root))

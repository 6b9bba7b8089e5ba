"""Pages of a service in the kit's frame: three languages, nothing foreign, nothing that runs."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.policy import CONTENT_SECURITY_POLICY
from tarazy_shared.pages.rendering import CourtChoice, Pages, Section

from tests.unit.pages.asking import request

DAY = date(2026, 12, 1)
SECTIONS = [Section("/cause-list", "Cause list"), Section("/rooms", "Rooms")]


class Tags(HTMLParser):
    """Which start tags a page has, and which stay open."""

    VOID = frozenset({"meta", "link", "img", "input", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, name: str) -> list[str]:
        return [attributes[name] or "" for _, attributes in self.found if name in attributes]


def page(package: str, query: str = "", names: tuple[str, ...] = (), **options: object) -> str:
    pages = Pages(package, sections=SECTIONS)
    answer = pages.render(
        request(query=query, root="/scheduling"),
        "cause_list.html",
        section="/cause-list",
        day=DAY,
        names=names,
        **options,  # type: ignore[arg-type]
    )
    return bytes(answer.body).decode()


@pytest.mark.parametrize(
    ("language", "title", "skip"),
    [
        ("kk", "Сот отырыстарының кестесі", "Мазмұнға өту"),
        ("ru", "График заседаний", "Перейти к содержанию"),
        ("en", "Cause list", "Skip to the content"),
    ],
)
def test_a_page_is_written_in_one_language(court_pages: str, language: str, title: str, skip: str) -> None:
    text = page(court_pages, f"lang={language}")
    assert f'<html lang="{language}">' in text
    assert f"<title>{title} · Tarazy</title>" in text
    assert f'href="#main">{skip}</a>' in text


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("ru", 1, "1 заседание<"),
        ("ru", 3, "3 заседания<"),
        ("ru", 5, "5 заседаний<"),
        ("kk", 5, "5 отырыс<"),
        ("en", 1, "1 hearing<"),
        ("en", 5, "5 hearings<"),
    ],
)
def test_counts_are_declined(court_pages: str, language: str, count: int, words: str) -> None:
    assert words in page(court_pages, f"lang={language}", ("A",) * count)


def test_a_service_may_word_a_text_of_the_kit_anew(court_pages: str) -> None:
    assert "Уақыт: Asia/Almaty." in page(court_pages, "lang=kk")


def test_what_people_wrote_is_shown_and_not_run(court_pages: str) -> None:
    text = page(court_pages, names=("<script>alert(1)</script>", 'A" onmouseover="x'))
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert not [tag for tag, attributes in Tags(text).found if "onmouseover" in attributes]


def test_the_query_of_a_request_is_shown_and_not_run(court_pages: str) -> None:
    text = page(court_pages, 'day=%22%3E%3Cscript%3E&x"y=1')
    assert "<script" not in text


def test_what_people_wrote_may_hold_percent_signs_and_braces(court_pages: str) -> None:
    assert "100 % {{ x }} %(y)s" in page(court_pages, names=("100 % {{ x }} %(y)s",))


def test_every_page_forbids_scripts_and_everything_foreign(court_pages: str) -> None:
    answer = Pages(court_pages).render(request(), "cause_list.html", day=DAY, names=())
    assert answer.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "'unsafe" not in CONTENT_SECURITY_POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["vary"] == "accept-language"


def test_a_page_obeys_its_own_policy_and_has_no_absolute_address(court_pages: str) -> None:
    tags = Tags(page(court_pages, "lang=ru"))
    assert not tags.open
    assert not [attributes for tag, attributes in tags.found if tag == "script" or "style" in attributes]
    addresses = tags.values("href") + tags.values("src") + tags.values("action")
    assert addresses
    assert all(address.startswith(("/scheduling/", "#")) for address in addresses)


def test_links_keep_the_language_and_the_query(court_pages: str) -> None:
    hrefs = Tags(page(court_pages, "lang=ru&day=2026-12-01")).values("href")
    assert "/scheduling/rooms?lang=ru&day=2026-12-01" in hrefs
    assert "/scheduling/cause-list?day=2026-12-01&lang=ru&page=2" in hrefs
    assert "/scheduling/cause-list?day=2026-12-01&lang=kk" in hrefs


def test_the_current_section_and_language_are_marked(court_pages: str) -> None:
    marked = [attributes for _, attributes in Tags(page(court_pages, "lang=en")).found if "aria-current" in attributes]
    assert [one.get("hreflang") or one["href"] for one in marked] == ["en", "/scheduling/cause-list?lang=en"]


def test_the_court_form_keeps_the_language_and_selects_the_court(court_pages: str) -> None:
    choice = CourtChoice("/cause-list", [("kz-almaty-1", "Алматы <1>"), ("kz-astana-1", "Астана")], "kz-astana-1")
    tags = Tags(page(court_pages, "lang=ru", courts=choice))
    assert ("input", {"type": "hidden", "name": "lang", "value": "ru"}) in tags.found
    assert [attributes["value"] for tag, attributes in tags.found if tag == "option" and "selected" in attributes] == [
        "kz-astana-1"
    ]


def test_a_page_that_lives_is_read_anew_without_script(court_pages: str) -> None:
    assert '<meta http-equiv="refresh" content="15">' in page(court_pages, refresh=15)
    assert "http-equiv" not in page(court_pages)


def test_a_template_that_names_what_it_was_not_given_fails_loudly(court_pages: str) -> None:
    with pytest.raises(UndefinedError):
        Pages(court_pages).render(request(), "cause_list.html", day=DAY)


def test_a_text_put_together_in_python_is_translated(court_pages: str) -> None:
    pages = Pages(court_pages)
    assert pages.say(pages.reader(request(query="lang=ru")), "Cause list") == "График заседаний"
    kazakh = pages.reader(request(query="lang=kk"))
    assert pages.say(kazakh, "Times are those of the court (%(zone)s).", zone="UTC") == "Уақыт: UTC."


def parts(package: str, form: Form) -> str:
    answer = Pages(package).render(
        request("/parts", "lang=en"),
        "parts.html",
        form=form,
        name="<b>Ахметова</b>",
        at=datetime(2026, 12, 1, 5, 0, tzinfo=UTC),
    )
    return bytes(answer.body).decode()


def test_all_parts_are_well_formed_and_escape_what_they_are_given(court_pages: str) -> None:
    text = parts(court_pages, Form())
    tags = Tags(text)
    assert not tags.open
    assert "<b>Ахметова" not in text
    ids = tags.values("id")
    assert len(ids) == len(set(ids))
    assert '<time datetime="2026-12-01T10:00:00+05:00">1 December 2026, 10:00</time>Drawn' in text
    assert '<th scope="col" class="n">Hearings</th>' in text
    assert '<option value="sickness" selected>' in text


def test_a_refused_form_keeps_what_was_typed_and_says_what_is_wrong_beside_the_field(court_pages: str) -> None:
    form = Form({"from_on": "31.11.2026", "kind": "leave", "why": "</textarea>"}, {"from_on": "There is no such day."})
    text = parts(court_pages, form)
    tags = Tags(text)
    wrong = next(attributes for tag, attributes in tags.found if attributes.get("name") == "from_on")
    assert wrong["value"] == "31.11.2026"
    assert wrong["aria-invalid"] == "true"
    assert set((wrong["aria-describedby"] or "").split()) <= set(tags.values("id"))
    assert re.search(r'role="alert">.*<a href="#from_on">There is no such day\.</a>', text, re.DOTALL)
    assert '<option value="leave" selected>' in text
    assert "&lt;/textarea&gt;</textarea>" in text


def test_a_form_not_yet_sent_shows_no_error(court_pages: str) -> None:
    text = parts(court_pages, Form())
    assert "alert" not in text
    assert "aria-invalid" not in text
    assert 'aria-describedby="from_on-hint"' in text

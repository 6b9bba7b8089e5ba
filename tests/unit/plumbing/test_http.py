"""What every service's HTTP side has: problem documents, tokens, a bound on bodies."""

from collections.abc import AsyncIterator

import httpx
import pytest
from fastapi import Depends, FastAPI
from pydantic import BaseModel, SecretStr
from tarazy_shared.access import require_token
from tarazy_shared.body_limit import BodyLimit
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.problems import FieldError, Refusal, handle_problems


class Person(BaseModel):
    """A body with a rule over several fields inside."""

    contacts: list[Contact]


TOKEN = "a token of sixteen or more"


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    handle_problems(app)
    app.add_middleware(BodyLimit, most=1000)
    guard = Depends(require_token(SecretStr(TOKEN)))

    @app.get("/secret", dependencies=[guard])
    async def secret() -> str:
        return "the draft"

    @app.post("/people")
    async def people(data: Person) -> int:
        return len(data.contacts)

    @app.get("/refused")
    async def refused() -> None:
        raise Refusal(409, "The leave overlaps another", [FieldError("starts_at", "overlap", "3 March is taken")])

    @app.get("/away")
    async def away() -> None:
        raise ConnectionRefusedError("the database")

    @app.get("/bug")
    async def bug() -> None:
        raise KeyError("Асель Нұрланова")

    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        yield client


async def test_a_bug_is_a_problem_document_that_quotes_no_data(http: httpx.AsyncClient) -> None:
    answer = await http.get("/bug")
    assert (answer.status_code, answer.headers["content-type"]) == (500, "application/problem+json")
    assert answer.json()["errors"][0]["code"] == "internal_server_error"
    assert "Асель" not in answer.text


@pytest.mark.parametrize("shown", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", f"Bearer {TOKEN}x"])
async def test_without_the_right_token_nobody_is_let_in(http: httpx.AsyncClient, shown: str) -> None:
    answer = await http.get("/secret", headers={"Authorization": shown} if shown else {})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.headers["content-type"] == "application/problem+json"


async def test_the_right_token_is_let_in(http: httpx.AsyncClient) -> None:
    assert (await http.get("/secret", headers={"Authorization": f"bearer {TOKEN}"})).status_code == 200


async def test_a_refusal_names_field_and_reason(http: httpx.AsyncClient) -> None:
    answer = await http.get("/refused")
    assert answer.status_code == 409
    assert answer.json() == {
        "type": "about:blank",
        "title": "The leave overlaps another",
        "status": 409,
        "errors": [{"field": "starts_at", "code": "overlap", "reason": "3 March is taken", "index": 0}],
    }


async def test_what_is_no_json_is_400_and_a_wrong_field_is_422_with_its_path(http: httpx.AsyncClient) -> None:
    headers = {"content-type": "application/json"}
    assert (await http.post("/people", content=b"{", headers=headers)).status_code == 400
    person = {"contacts": [{"channel": "email", "address": "no mailbox"}]}
    wrong = await http.post("/people", json=person)
    assert wrong.status_code == 422
    assert [error["field"] for error in wrong.json()["errors"]] == ["contacts[0].address"]


async def test_a_server_that_is_away_is_503_with_a_time_to_come_back(http: httpx.AsyncClient) -> None:
    answer = await http.get("/away")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/secret", "unauthorized"),
        ("/away", "service_unavailable"),
        ("/nowhere", "not_found"),
        ("/people", "method_not_allowed"),
    ],
)
async def test_every_failure_says_what_is_wrong_in_the_same_form(http: httpx.AsyncClient, path: str, code: str) -> None:
    (error,) = (await http.get(path)).json()["errors"]
    assert error.keys() == {"index", "field", "code", "reason"}
    assert (error["index"], error["code"]) == (0, code)


async def test_the_codes_of_wrong_requests_are_those_of_the_contract(http: httpx.AsyncClient) -> None:
    missing = await http.post("/people", json={})
    broken = await http.post("/people", content=b"{", headers={"content-type": "application/json"})
    assert [answer.json()["errors"][0]["code"] for answer in (missing, broken)] == ["field_missing", "not_json"]


async def test_an_unknown_path_is_a_problem_document_too(http: httpx.AsyncClient) -> None:
    answer = await http.get("/nowhere")
    assert (answer.status_code, answer.json()["title"]) == (404, "Not Found")


async def test_a_body_beyond_the_bound_is_413(http: httpx.AsyncClient) -> None:
    assert (await http.post("/people", content=b"x" * 1001)).status_code == 413

    async def unannounced() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 100

    assert (await http.post("/people", content=unannounced())).status_code == 413


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/nowhere", 404, "По этому адресу ничего нет."),
        ("/away", 503, "Служба сейчас не может ответить."),
        ("/bug", 500, "В этой службе что-то не так."),
        ("/secret", 401, "Это открыто только программам с токеном."),
        ("/refused", 409, "По этому адресу запрошено то, чего не может быть."),
    ],
)
async def test_a_browser_is_answered_with_a_page_in_the_readers_language(
    http: httpx.AsyncClient, path: str, status: int, says: str
) -> None:
    page = await http.get(path, headers={"Accept": BROWSER, "Accept-Language": "ru"})
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["vary"] == "accept, accept-language"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert f"<h1>{says}</h1>" in page.text
    assert ("starts_at: 3 March is taken" in page.text) == (path == "/refused")


async def test_what_a_page_needs_of_headers_it_has_too(http: httpx.AsyncClient) -> None:
    accept = {"Accept": BROWSER}
    assert (await http.get("/away", headers=accept)).headers["retry-after"] == "2"
    assert (await http.get("/secret", headers=accept)).headers["www-authenticate"] == "Bearer"
    posted = await http.post("/people", json={}, headers=accept)
    assert posted.headers["content-type"] == "application/problem+json"

"""What is said to a mail server, in how many writes, and what is made of its answers: over a socket, word for word."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest
import uvloop
from tarazy_notifications.adapters.channels.email.smtp import MailServer, SmtpConnection
from tarazy_notifications.adapters.mail import Mail
from tarazy_notifications.domain.delivery.outcomes import Accepted, NotTried, Outcome, Postponed, Refused
from tarazy_notifications.domain.delivery.states import State

from tests.integration.notifications.channels.far_side import no, yes
from tests.unit.notifications.letters_of import mail

Line = tuple[str, str]
"""What is read, by how it begins, and what is answered; an empty answer hangs up."""

GREETED: Line = ("EHLO", "250-here\r\n250-PIPELINING\r\n250 HELP\r\n")
ONE_BY_ONE: Line = ("EHLO", "250 here\r\n")
NAMED: tuple[Line, ...] = (("MAIL", "250 Yes\r\n"), ("RCPT", "250 Yes\r\n"))
TAKEN: tuple[Line, ...] = (*NAMED, ("DATA", "354 Go on\r\n"), (".", "250 2.0.0 Kept as 7\r\n"))


@dataclass
class Scripted:
    """Answers line by line as a script has it, all that came in one piece in one piece, and notes the pieces."""

    lines: list[Line]
    pieces: list[list[str]] = field(default_factory=list)
    content: bytes = b""
    port: int = 0

    async def converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        in_content, rest = False, b""
        while data := await reader.read(1 << 20):
            *found, rest = (rest + data).split(b"\r\n")
            answers, said = "", []
            for line in found:
                if in_content and line != b".":
                    self.content += line + b"\r\n"
                    continue
                awaited, answer = self.lines.pop(0) if self.lines else ("", "")
                assert line.decode().startswith(awaited), (line, awaited)
                said.append(line.decode())
                in_content = answer.startswith("354")
                answers += answer
                if not answer:
                    writer.write(answers.encode())
                    self.pieces.append(said)
                    writer.close()
                    return
            if said:
                self.pieces.append(said)
            writer.write(answers.encode())


@asynccontextmanager
async def scripted(*lines: Line) -> AsyncIterator[Scripted]:
    script = Scripted(list(lines))
    server = await asyncio.start_server(script.converse, "127.0.0.1", 0)
    script.port = server.sockets[0].getsockname()[1]
    try:
        yield script
    finally:
        server.close()


async def told(
    script: Scripted, wanted: Callable[[], Awaitable[bool]] = yes, mails: Sequence[Mail] = ()
) -> list[Outcome]:
    server = MailServer("127.0.0.1", script.port, "offered")
    connection = SmtpConnection(server, command_timeout=0.5, timeout=2, name="test")
    try:
        return [await connection.send(one, wanted) for one in mails or [mail()]]
    finally:
        await connection.close()


async def test_sender_and_recipient_are_named_in_one_write_where_the_server_takes_several_commands() -> None:
    async with scripted(GREETED, *TAKEN, *TAKEN, ("QUIT", "221 Bye\r\n")) as script:
        outcomes = await told(script, mails=[mail(), mail()])
    assert [one.reference for one in outcomes if isinstance(one, Accepted)] == ["2.0.0 Kept as 7"] * 2
    named = ["MAIL FROM:<notices@tarazy.test>", f"RCPT TO:<{mail().recipient}>"]
    assert script.pieces == [["EHLO test"], *[named, ["DATA"], ["."]] * 2, ["QUIT"]]


async def test_one_after_the_other_where_it_does_not() -> None:
    async with scripted(ONE_BY_ONE, *TAKEN) as script:
        assert isinstance((await told(script))[0], Accepted)
    assert [len(piece) for piece in script.pieces] == [1] * 6
    async with scripted(ONE_BY_ONE, ("MAIL", "452 Full\r\n"), ("RSET", "250 Yes\r\n")) as script:
        assert await told(script) == [Postponed("busy", "smtp_452")]


def test_the_event_loop_of_the_services_lets_a_connection_be_taken_over() -> None:
    async def send() -> Outcome:
        async with scripted(GREETED, *TAKEN) as script:
            return (await told(script))[0]

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        assert isinstance(runner.run(send()), Accepted)


@pytest.mark.parametrize(
    ("to_mail", "to_rcpt", "outcome"),
    [
        ("550 5.7.1 Not from you", "503 Who?", Postponed("unreachable", "smtp_550")),
        ("552 Too long", "503 Who?", Refused("smtp_552")),
        ("451 Later", "503 Who?", Postponed("busy", "smtp_451")),
        ("250 Yes", "550-5.1.1 Nobody\r\n550 of that name", Refused("smtp_550")),
        ("250 Yes", "450 4.7.1 Greylisted", Postponed("busy", "smtp_450")),
    ],
)
async def test_of_several_commands_the_first_that_is_refused_counts_and_the_next_mail_begins_anew(
    to_mail: str, to_rcpt: str, outcome: Outcome
) -> None:
    refused = (("MAIL", f"{to_mail}\r\n"), ("RCPT", f"{to_rcpt}\r\n"), ("RSET", "250 Yes\r\n"))
    async with scripted(GREETED, *refused, *TAKEN) as script:
        outcomes = await told(script, mails=[mail(), mail()])
    assert outcomes[0] == outcome
    assert isinstance(outcomes[1], Accepted)


async def test_a_refusal_counts_even_if_the_server_hangs_up_instead_of_answering_the_rest() -> None:
    async with scripted(GREETED, ("MAIL", "421 Closing\r\n"), ("RCPT", "")) as script:
        assert await told(script) == [Postponed("unreachable", "smtp_421")]


async def test_what_is_not_wanted_any_more_is_taken_back_before_any_of_it_is_said() -> None:
    async with scripted(GREETED, *NAMED, ("RSET", "250 Yes\r\n"), ("QUIT", "221 Bye\r\n")) as script:
        assert await told(script, no) == [NotTried(State.SUPERSEDED)]
    assert ["DATA"] not in script.pieces


async def test_a_server_that_does_not_let_a_mail_begin_leaves_no_doubt() -> None:
    async with scripted(GREETED, *NAMED, ("DATA", "")) as script:
        assert await told(script) == [Postponed("unreachable", "unreachable")]
    async with scripted(GREETED, *NAMED, ("DATA", "554 No\r\n"), ("RSET", "250 Yes\r\n")) as script:
        assert await told(script) == [Refused("smtp_554")]
    async with scripted(GREETED, *NAMED, ("DATA", "250 Yes?\r\n")) as script:
        assert await told(script) == [Postponed("unreachable", "unreachable")]


@pytest.mark.parametrize("answer", ["", "354 Go on\r\n", "nonsense\r\n", "2 50\r\n", f"250-{'x' * 40_000}"])
async def test_no_answer_to_a_mail_that_was_said_leaves_doubt(answer: str) -> None:
    async with scripted(GREETED, *TAKEN[:3], (".", answer)) as script:
        (outcome,) = await told(script)
    assert isinstance(outcome, Postponed)
    assert (outcome.code, outcome.in_doubt, outcome.sent is not None) == ("no_answer", True, True)


async def test_what_a_server_says_without_being_asked_is_no_answer_to_what_is_said_next() -> None:
    taken = (*TAKEN[:3], (".", "250 Kept\r\n250 And another thing\r\n"))
    async with scripted(GREETED, *taken, *TAKEN) as script:
        outcomes = await told(script, mails=[mail(), mail()])
    assert [one.reference for one in outcomes if isinstance(one, Accepted)] == ["Kept", "2.0.0 Kept as 7"]


@pytest.mark.parametrize(
    ("content", "arrives"),
    [
        (b"A: b\r\n\r\n.\r\nstop\r\n..x\r\n", b"A: b\r\n\r\n..\r\nstop\r\n...x\r\n"),
        (b".A: b\r\n\r\nno end", b"..A: b\r\n\r\nno end\r\n"),
        (b"A: b\n\n.\rMAIL FROM:<x>\n", b"A: b\r\n\r\n..\r\nMAIL FROM:<x>\r\n"),
    ],
)
async def test_no_line_of_a_mail_can_end_it(content: bytes, arrives: bytes) -> None:
    async with scripted(GREETED, *TAKEN) as script:
        (outcome,) = await told(script, mails=[replace(mail(), content=content)])
    assert isinstance(outcome, Accepted)
    assert script.content == arrives


async def test_an_address_cannot_hold_a_second_command() -> None:
    async with scripted(GREETED, *TAKEN) as script:
        with pytest.raises(ValueError, match="control characters"):
            await told(script, mails=[replace(mail(), recipient="x@parties.test>\r\nDATA\r\n")])
    assert script.pieces == [["EHLO test"]]

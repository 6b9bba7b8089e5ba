"""TARAZY_SMTP_URL."""

import pytest
from tarazy_notifications.adapters.channels.email.smtp import MailServer
from tarazy_shared.errors import ConfigurationError


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://127.0.0.1:1025", MailServer("127.0.0.1", 1025, "offered")),
        ("smtp://mail.test", MailServer("mail.test", 25, "offered")),
        ("smtp+starttls://u%40x:p%3Aw@mail.test", MailServer("mail.test", 587, "required", "u@x", "p:w")),
        ("smtps://u:p@mail.test", MailServer("mail.test", 465, "from_start", "u", "p")),
        ("smtp://[::1]:25", MailServer("::1", 25, "offered")),
    ],
)
def test_says_host_port_security_and_credentials(url: str, server: MailServer) -> None:
    assert MailServer.at(url) == server


@pytest.mark.parametrize("url", ["", "mail.test:25", "http://mail.test", "smtp://", "smtp://mail.test:port"])
def test_anything_else_stops_the_start_with_its_name(url: str) -> None:
    with pytest.raises(ConfigurationError, match="TARAZY_SMTP_URL"):
        MailServer.at(url)

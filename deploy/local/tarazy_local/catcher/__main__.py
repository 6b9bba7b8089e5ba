"""The mail catcher as a program: `python -m tarazy_local.catcher --smtp-port … --http-port … --file …`."""

import argparse
import asyncio
import logging
from pathlib import Path

import uvloop

from tarazy_local.catcher.server import serve
from tarazy_local.ports import LOOPBACK


def main() -> None:
    """Catch mails until told to stop by SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(description="Catch mails and show them")
    parser.add_argument("--host", default=LOOPBACK, help=f"where to listen (default: {LOOPBACK}, this machine alone)")
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--smpp-port", type=int, help="where text messages are taken (default: by HTTP alone)")
    parser.add_argument("--http-port", type=int, required=True)
    parser.add_argument("--file", type=Path, required=True, help="where the mails are kept")
    options = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        ports = {"smtp_port": options.smtp_port, "smpp_port": options.smpp_port, "http_port": options.http_port}
        runner.run(serve(options.host, **ports, file=options.file))


main()

"""Stands for a service: `fake_service.py <name> migrate|serve`. Tells at /environment what it was given."""

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

name, task = sys.argv[1:]


class Answer(BaseHTTPRequestHandler):
    """Ready at once."""

    def do_GET(self) -> None:
        content = {key: value for key, value in os.environ.items() if key.startswith("TARAZY_")}
        body = json.dumps(content if self.path == "/environment" else {"status": "ready"}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        return


if os.environ.get("TARAZY_FAKE_BREAKS") == f"{name} {task}":
    sys.exit("the schema is newer than this program")
if task == "serve":
    port = int(os.environ[f"TARAZY_{name.upper()}_HTTP_PORT"])
    ThreadingHTTPServer(("127.0.0.1", port), Answer).serve_forever()

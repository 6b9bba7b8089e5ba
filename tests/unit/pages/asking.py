"""Requests as a browser or an ingress makes them, without a server."""

from fastapi import Request


def request(
    path: str = "/cause-list", query: str = "", accept: str | None = None, root: str = "", host: str = "court.example"
) -> Request:
    """A GET of `path`, as the application below `root` sees it."""
    headers = [(b"host", host.encode())]
    if accept is not None:
        headers.append((b"accept-language", accept.encode()))
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "https",
            "server": (host, 443),
            "path": path,
            "root_path": root,
            "query_string": query.encode(),
            "headers": headers,
        }
    )

"""Where a page stands: addresses below the service's root path that keep the language the reader asked for."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from starlette.requests import Request

from tarazy_shared.contracts.fields import Language
from tarazy_shared.pages.language import asked_language

Query = dict[str, object]


@dataclass(frozen=True, slots=True)
class Place:
    """One request's address. What it gives out begins with one slash: it never leads to another host."""

    root: str
    """Where an ingress serves the service, such as `/scheduling`; empty at the root."""
    path: str
    """The path below the root."""
    query: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, request: Request) -> "Place":
        """The place that was asked for, whether or not the ingress has cut the root path off."""
        root = str(request.scope.get("root_path", "")).rstrip("/")
        path = str(request.scope["path"])
        if root and (path == root or path.startswith(f"{root}/")):
            path = path.removeprefix(root)
        return cls(root, path, tuple(request.query_params.multi_items()))

    @property
    def language(self) -> Language | None:
        """The language asked for in the address itself."""
        return asked_language(dict(self.query).get("lang"))

    def url(self, path: str, **query: object) -> str:
        """Another page of the service. Query values that are None are left out."""
        return self._address(path, {"lang": self.language, **query})

    def here(self, **changes: object) -> str:
        """This page with some query values changed; None takes one away."""
        kept: Query = {name: value for name, value in self.query if name != "lang"}
        return self._address(self.path, {**kept, "lang": self.language, **changes})

    def _address(self, path: str, query: Query) -> str:
        given = {name: value for name, value in query.items() if value is not None}
        local = f"{self.root}/{path.lstrip('/')}"
        address = "/" + quote(local.lstrip("/"))
        return f"{address}?{urlencode(given)}" if given else address

"""The recorded cases: what the connector asks, and what it is taught to expect."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Exchange:
    """One request of a case and its answer."""

    case: str
    method: str
    path: str
    query: str
    headers: dict = field(default_factory=dict)
    body: object = None
    form: bool = False
    status: int = 200
    response: object = None

    @property
    def target(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path


def exchanges(folder: Path, cloud: bool = True) -> list[Exchange]:
    """Those with the API of Confluence Cloud, or of Data Center."""
    found = []
    for file in sorted(folder.glob("*.json")):
        case = json.loads(file.read_text(encoding="utf-8"))
        if ("uri" in case["connection"]) == cloud:
            continue
        found += [_exchange(file.stem, recorded) for recorded in case["exchanges"]
                  if recorded.get("endpoint", "api") == "api"]
    return found


def _exchange(case: str, recorded: dict) -> Exchange:
    method, _, target = recorded["request"].partition(" ")
    url = urlsplit(target)
    return Exchange(
        case, method, url.path, url.query, recorded.get("headers", {}), recorded.get("body"), "form" in recorded,
        recorded.get("status", 200), recorded.get("response"),
    )

"""The OpenAPI documents of Confluence, as the judges need them: one on real paths, and response schemas."""

import copy
import json
import re
from pathlib import Path

V1 = "confluence-cloud-v1.openapi.json"
V2 = "confluence-cloud-v2.openapi.json"
DATA_CENTER = "confluence-dc-10.0.3.openapi.json"
V2_PREFIX = "/wiki/api/v2"
METHODS = ("get", "put", "post", "delete", "patch")

# As published, a body that fits one branch of `oneOf` fits the other one too, so that every correct write is refused.
BODIES = ("Page", "BlogPost", "CustomContent", "Comment")


def read(folder: Path, name: str) -> dict:
    """One document as it was published."""
    return json.loads((folder / name).read_text(encoding="utf-8"))


def cloud(folder: Path) -> dict:
    """Both versions of the Cloud API as one document."""
    v1, v2 = read(folder, V1), read(folder, V2)
    for body in BODIES:
        schemas = v2["components"]["schemas"]
        schemas[f"{body}BodyWrite"]["additionalProperties"] = False
        schemas[f"{body}NestedBodyWrite"] |= {"additionalProperties": False, "minProperties": 1}
    v1 = _with_references(v1, lambda reference: re.sub(r"^(#/components/\w+/)", r"\1V1", reference))
    components = copy.deepcopy(v2["components"])
    for section, members in v1["components"].items():
        if section != "securitySchemes":
            components.setdefault(section, {}).update({f"V1{name}": member for name, member in members.items()})
    _scopes(components).update(_scopes(v1["components"]))
    paths = {f"{V2_PREFIX}{path}": item for path, item in v2["paths"].items()} | v1["paths"]
    return {
        "openapi": "3.0.3",
        "info": {"title": "Confluence Cloud", "version": "1 and 2"},
        "servers": [{"url": "http://127.0.0.1"}],
        "paths": paths,
        "components": components,
    }


def data_center(folder: Path) -> dict:
    """The document of Data Center; its paths begin with `/rest`."""
    return read(folder, DATA_CENTER)


def protected(document: dict) -> dict:
    """A document of Data Center as tools of others can read it: each parameter once, no empty
    segment in a path, and credentials for everything."""
    document = copy.deepcopy(document)
    document["security"] = [{"basic": []}]
    for item in document["paths"].values():
        for method in METHODS:
            if method in item:
                # Of two, the second was made from the code, and has the type.
                parameters = {(known["in"], known["name"]): known for known in item[method].get("parameters", [])}
                item[method]["parameters"] = list(parameters.values())
                for known in parameters.values():
                    if known["in"] == "path" and known["schema"].get("type") == "string":
                        known["schema"] = {"type": "string", "minLength": 1}
    return document


def _scopes(components: dict) -> dict:
    return components["securitySchemes"]["oAuthDefinitions"]["flows"]["authorizationCode"]["scopes"]


def _with_references(node, change):
    if isinstance(node, list):
        return [_with_references(value, change) for value in node]
    if not isinstance(node, dict):
        return node
    return {
        key: change(value) if key == "$ref" and isinstance(value, str) else _with_references(value, change)
        for key, value in node.items()
    }


class Operations:
    """Finds the operation that a request is for."""

    def __init__(self, document: dict):
        self.document = document
        self._routes = []
        for path, item in document["paths"].items():
            pattern = re.compile("".join(
                "[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^}]+\})", path)
            ))
            for method in METHODS:
                if method in item:
                    self._routes.append((path.count("{"), method.upper(), pattern, path, item[method]))
        # A path without variables wins over one that a variable makes fit.
        self._routes.sort(key=lambda route: route[0])

    def find(self, method: str, path: str):
        """The template and the operation, or None."""
        for _, known, pattern, template, operation in self._routes:
            if known == method and pattern.fullmatch(path):
                return template, operation
        return None

    def schema(self, operation: dict, status: int):
        """The schema of a JSON answer; None where the document has none, KeyError where it has no such status."""
        responses = operation["responses"]
        response = responses.get(str(status)) or responses.get("default")
        if response is None:
            raise KeyError(status)
        if "$ref" in response:
            response = self.document["components"]["responses"][response["$ref"].rpartition("/")[2]]
        for media, content in response.get("content", {}).items():
            if "json" in media:
                return content.get("schema")
        return None

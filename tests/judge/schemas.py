"""Compares JSON answers with the schemas of an OpenAPI 3.0 document."""

from datetime import datetime

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

FORMATS = FormatChecker(formats=())
DOCUMENT = "urn:document"
KEPT = frozenset({
    "type", "enum", "format", "required", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems",
    "uniqueItems", "pattern",
})
KINDS = {dict: "an object", list: "a list", str: "a string", bool: "a boolean", type(None): "null"}


@FORMATS.checks("date-time", raises=ValueError)
def _is_instant(value) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


class Schemas:
    """The response schemas of a document; they also say which fields the document does not know."""

    def __init__(self, document: dict, complete: bool = True):
        """Where the document is not `complete`, fields that it does not know are nothing to tell."""
        self._complete = complete
        self._components = document["components"]["schemas"]
        converted = {name: _converted(schema) for name, schema in self._components.items()}
        resource = Resource.from_contents({"components": {"schemas": converted}}, default_specification=DRAFT202012)
        self._registry = Registry().with_resource(DOCUMENT, resource)

    def differences(self, schema: dict, answer) -> list[str]:
        """What differs, each as `place: what`, without positions in lists."""
        validator = Draft202012Validator(_converted(schema), registry=self._registry, format_checker=FORMATS)
        found = {f"{_place(error.absolute_path)}: {_what(error)}" for error in validator.iter_errors(answer)}
        if self._complete:
            found |= set(self._undeclared([schema], answer, ()))
        return sorted(found)

    def _undeclared(self, schemas: list[dict], value, path: tuple):
        """Fields that none of the schemas names, where they name any and let no others in."""
        schemas = [flat for schema in schemas for flat in self._flat(schema)]
        if isinstance(value, list):
            items = [schema["items"] for schema in schemas if "items" in schema]
            for member in value:
                yield from self._undeclared(items, member, (*path, 0))
        elif isinstance(value, dict):
            named = {}
            for schema in schemas:
                for name, member in schema.get("properties", {}).items():
                    named.setdefault(name, []).append(member)
            others = [schema["additionalProperties"] for schema in schemas if schema.get("additionalProperties")]
            for name, member in value.items():
                if name in named:
                    yield from self._undeclared(named[name], member, (*path, name))
                elif others:
                    described = [schema for schema in others if isinstance(schema, dict)]
                    yield from self._undeclared(described, member, (*path, name))
                elif named:
                    yield f"{_place((*path, name))}: is not declared"

    def _flat(self, schema: dict):
        """The schema with those that it is made of."""
        if "$ref" in schema:
            yield from self._flat(self._components[schema["$ref"].rpartition("/")[2]])
            return
        yield schema
        for combined in ("allOf", "oneOf", "anyOf"):
            for member in schema.get(combined, []):
                yield from self._flat(member)


def _place(path) -> str:
    parts = ("[]" if isinstance(part, int) else f".{part}" for part in path)
    return "".join(parts).lstrip(".") or "(root)"


def _what(error) -> str:
    match error.validator:
        case "type":
            return f"is {KINDS.get(type(error.instance), 'a number')}, not {error.validator_value}"
        case "enum":
            return f"{error.instance!r} is none of the enum"
        case "format":
            return f"is no {error.validator_value}"
        case "required":
            return error.message
        case _:
            return f"does not fit {error.validator}"


def _converted(schema: dict) -> dict:
    """As JSON Schema 2020-12: `nullable` becomes a type, examples and the like go."""
    if "$ref" in schema:
        # What stands beside a reference does not count in OpenAPI 3.0.
        return {"$ref": f"{DOCUMENT}{schema['$ref']}"}
    kept = {}
    for key, value in schema.items():
        if key == "properties":
            kept[key] = {name: _converted(member) for name, member in value.items()}
        elif key in ("items", "not", "additionalProperties"):
            kept[key] = _converted(value) if isinstance(value, dict) else value
        elif key in ("allOf", "oneOf", "anyOf"):
            kept[key] = [_converted(member) for member in value]
        elif key in KEPT:
            kept[key] = value
    if not schema.get("nullable"):
        return kept
    if set(kept) & {"allOf", "oneOf", "anyOf"} or "type" not in kept:
        return {"anyOf": [kept, {"type": "null"}]}
    values = {"enum": [*kept["enum"], None]} if "enum" in kept else {}
    return kept | {"type": [kept["type"], "null"]} | values

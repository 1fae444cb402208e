"""The JSON Schemas: current, true of every model, and false of the usual slips."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from flowvow.reading.schema import KINDS, schema

ROOT = Path(__file__).parents[2]
FOLDERS = [ROOT / "tests" / "models" / "webshop", *sorted((ROOT / "flows").glob("*/"))]
FILES = [file for folder in FOLDERS for file in sorted(folder.rglob("*.yaml"))]
FILES += sorted((ROOT / "flows").glob("*.yaml"))
KEYS = {"system": "flow", "policy": "policy", "proposal": "proposal", "outline": "outline", "mapping": "mapping"}


class Editor(yaml.SafeLoader):
    """Reads a file as editors do: words of numbers are numbers, dates stay text, and yes is a word or isn't."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":merge", ":bool"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class OldEditor(Editor):
    """Takes yes for true."""


OldEditor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith((":timestamp", ":merge"))]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
TYPES = {"object": dict, "array": list, "string": str, "number": (int, float), "integer": int, "null": type(None)}


def fits(value: Any, wanted: dict[str, Any], root: dict[str, Any]) -> bool:
    """As much of JSON Schema as the schemas use."""
    known = "type enum const pattern minLength items minItems uniqueItems minimum properties required"
    known += " additionalProperties propertyNames minProperties anyOf $ref description $schema title definitions"
    assert set(wanted) <= set(known.split()), set(wanted) - set(known.split())
    if "$ref" in wanted:
        return fits(value, root["definitions"][wanted["$ref"].rpartition("/")[2]], root)
    types = wanted.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(isinstance(value, TYPES[one]) and not isinstance(value, bool) for one in types):
        return False
    if "enum" in wanted and not any(value == one and type(value) is type(one) for one in wanted["enum"]):
        return False
    if "const" in wanted and value != wanted["const"]:
        return False
    if "anyOf" in wanted and not any(fits(value, one, root) for one in wanted["anyOf"]):
        return False
    if isinstance(value, str):
        return len(value) >= wanted.get("minLength", 0) and bool(re.search(wanted.get("pattern", ""), value))
    if isinstance(value, list):
        unique = not wanted.get("uniqueItems") or len({json.dumps(one) for one in value}) == len(value)
        items = all(fits(one, wanted.get("items", {}), root) for one in value)
        return unique and items and len(value) >= wanted.get("minItems", 0)
    if isinstance(value, dict):
        if not set(wanted.get("required", [])) <= set(value) or len(value) < wanted.get("minProperties", 0):
            return False
        others = wanted.get("additionalProperties", {})
        for key, one in value.items():
            inner = wanted.get("properties", {}).get(key, others)
            if inner is False or not fits(one, inner, root) or not fits(key, wanted.get("propertyNames", {}), root):
                return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_files_are_current(kind: str, request: pytest.FixtureRequest) -> None:
    file = ROOT / "schemas" / f"{kind}.schema.json"
    text = json.dumps(schema(kind), indent=2, ensure_ascii=True) + "\n"
    if request.config.getoption("--accept"):
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("loader", [Editor, OldEditor])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_model_fits(file: Path, loader: type[yaml.SafeLoader]) -> None:
    text = file.read_text(encoding="utf-8")
    read = yaml.load(text, Loader=loader)
    kind = KEYS[list(read)[1]]
    assert fits(read, schema(kind), schema(kind))
    modeline = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
    assert modeline or kind == "outline"
    if modeline:
        assert (file.parent / modeline.group(1)).resolve() == ROOT / "schemas" / f"{kind}.schema.json"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("flow", "system: S"),
        ("flow", "flowvow: 2\nsystem: S"),
        ("flow", "flowvow: 1\nsystem: S\nactor: {}"),
        ("flow", "flowvow: 1\nsystem: S\nflows: {a: {form: shop}}"),
        ("flow", "flowvow: 1\nsystem: S\nflows: {a: {from: shop, each: {b: {dta: c}}}}"),
        ("flow", "flowvow: 1\nsystem: S\nflows: {two words: {from: shop}}"),
        ("flow", "flowvow: 1\nsystem: S\nflows: {a: {kept: 7 yeers}}"),
        ("flow", "flowvow: 1\nsystem: S\nflows: {a: {at: shop, how: agregate}}"),
        ("flow", "flowvow: 1\nsystem: S\nstores: {a: shop}"),
        ("flow", "flowvow: 1\nsystem: S\nexpect: [{same: yes}]"),
        ("flow", "flowvow: 1\nsystem: S\nexpect: [{nevr: {data: a}}]"),
        ("flow", "flowvow: 1\nsystem: S\nexpect: [{reaches: {data: a, unless: b}}]"),
        ("policy", "flowvow: 1\npolicy: p"),
        ("policy", "flowvow: 1\npolicy: p\nparty: s\nclauses: {a: {when: b}}"),
        ("policy", "flowvow: 1\npolicy: p\nparty: s\nclauses: {a: {only: {fro: b}}}"),
        ("policy", "flowvow: 1\npolicy: p\nparty: s\nclauses: {a: {except: {too: b}}}"),
        ("policy", "flowvow: 1\npolicy: p\nparty: s\nnon-normative: [{sentences: 1.1}]"),
        ("proposal", "flowvow: 1\nproposal: p\nchange: {clauses: {}}"),
        ("proposal", "flowvow: 1\nproposal: p\nchange: {flows: {a: {whn: b}}}"),
        ("mapping", "flowvow: 1\nmapping: m\nold: a"),
        ("mapping", "flowvow: 1\nmapping: m\nold: a\nnew: b\ndata: {email: {why: c}}"),
        ("mapping", "flowvow: 1\nmapping: m\nold: a\nnew: b\nflows: {email: mail}"),
        ("outline", "flowvow: 1\noutline: o"),
        ("outline", "flowvow: 1\noutline: o\nsections: [{section: one}]"),
    ],
)
def test_slips_do_not_fit(kind: str, text: str) -> None:
    assert not fits(yaml.load(text, Loader=Editor), schema(kind), schema(kind))


def test_each_field_says_what_it_is() -> None:
    waiting: list[Any] = [schema(kind) for kind in KINDS]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for key, inner in one.get("properties", {}).items():
                assert isinstance(inner, dict), key
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)

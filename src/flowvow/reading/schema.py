"""JSON Schemas of the kinds of file, for editors: made from the tables that the readers read by.

They know the shape of a file, not its names; what they let pass may still be told by the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flowvow.model.system import Expect
from flowvow.reading import flow_file, mapping_file, policy_file, proposal_file, sections, tables
from flowvow.reading.expectations import BESIDE
from flowvow.reading.fields import Table
from flowvow.reading.naming import NAME_PATTERN, Names
from flowvow.reading.outline_file import OUTLINE
from flowvow.reading.sections import SectionKind
from flowvow.reading.spaces import ACTOR
from flowvow.reading.values import Schema, one_or_list

KINDS = ("flow", "policy", "proposal", "outline", "mapping")
_NAME: Schema = {"$ref": "#/definitions/name"}
_TEXT: Schema = {"type": ["string", "number"]}
_VERSION: Schema = {"enum": [1, "1"]}


def schema(kind: str) -> Schema:
    """The schema of one kind of file: flow, policy, proposal, outline or mapping."""
    makers = {"flow": _flow, "policy": _policy, "proposal": _proposal, "outline": _outline, "mapping": _mapping}
    made = makers[kind]()
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": f"flowvow {kind} file"}
    return {**head, **made, "definitions": {name: _DEFINITIONS[name]() for name in sorted(_mentioned(made))}}


def _mentioned(made: object) -> set[str]:
    """The names of the definitions that a schema uses, directly or not."""
    found: set[str] = set()
    waiting = [made]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            name = str(one.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(_DEFINITIONS[name]())
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found


def _flow() -> Schema:
    heads = {"system": _TEXT, "policies": one_or_list(_TEXT), "expect": _expect(proposal=False)}
    return _file("system", heads, flow_file.KEYS, sections.OF_A_SYSTEM)


def _policy() -> Schema:
    heads: dict[str, Schema] = {
        "policy": _NAME,
        "party": _NAME,
        "version": _TEXT,
        "source": tables.SOURCE.schema(),
        "non-normative": {"type": "array", "items": _needing(tables.NON_NORMATIVE, "sentences", "why")},
    }
    made = _file("policy", heads, policy_file.KEYS, sections.OF_A_POLICY)
    made["required"].append("party")
    return made


def _proposal() -> Schema:
    change = {kind.key: _changes(kind) for kind in proposal_file.CHANGEABLE}
    remove = {kind.key: Names(ACTOR).schema() for kind in proposal_file.REMOVABLE}
    heads = {"proposal": _TEXT, "change": _object(change), "remove": _object(remove), "expect": _expect(proposal=True)}
    return _file("proposal", heads, proposal_file.KEYS, sections.OF_A_SYSTEM)


def _outline() -> Schema:
    made = OUTLINE.schema()
    made["properties"]["flowvow"] = _VERSION
    return {**made, "required": ["flowvow", "outline", "sections"]}


def _mapping() -> Schema:
    line = {"anyOf": [mapping_file.MAPPED.fields["new"].schema(), _needing(mapping_file.MAPPED, "new")]}
    section: Schema = {"type": "object", "propertyNames": _NAME, "additionalProperties": line}
    fields: dict[str, Schema] = {"flowvow": _VERSION, "mapping": _TEXT, "old": _NAME, "new": _NAME}
    fields = {key: {**value, "description": mapping_file.KEYS[key]} for key, value in fields.items()}
    fields |= {key: {**section, "description": says} for key, says in mapping_file.SECTION_SAYS.items()}
    return {**_object(fields), "required": ["flowvow", "mapping", "old", "new"]}


def _file(kind: str, heads: Mapping[str, Schema], says: Mapping[str, str], parts: tuple[SectionKind, ...]) -> Schema:
    fields = {key: {**value, "description": says[key]} for key, value in {"flowvow": _VERSION, **heads}.items()}
    fields |= {part.key: {**_lines(part, part.bare), "description": part.says} for part in parts}
    return {**_object(fields), "required": ["flowvow", kind]}


def _lines(kind: SectionKind, bare: bool) -> Schema:
    """A section: lines, and heads with lines under ``each``."""
    known: list[Schema] = [{"type": "null"}, _ref(f"{kind.key}-line"), *([_NAME] if bare else [])]
    each = {"type": "object", "propertyNames": _NAME, "additionalProperties": {"anyOf": known}, "minProperties": 1}
    shared = {**kind.lines.schema()["properties"], "each": {**each, "description": "lines that share these fields"}}
    head = {**_object(shared), "required": ["each"]}
    return {"type": "object", "propertyNames": _NAME, "additionalProperties": {"anyOf": [*known, head]}}


def _changes(kind: SectionKind) -> Schema:
    return {"type": "object", "propertyNames": _NAME, "additionalProperties": _ref(f"{kind.key}-line")}


def _expect(proposal: bool) -> Schema:
    items = [_needing(Table(kind.value, {}), kind.value, **{kind.value: _expected(kind)}) for kind in Expect]
    if not proposal:
        items = [item for item in items if item["required"] != [Expect.SAME.value]]
    for item in items:
        beside = BESIDE.get(Expect(item["required"][0]), ())
        item["properties"] |= {key: tables.EXPECTED_FINDING.fields[key].schema() for key in beside}
    return {"type": "array", "items": {"anyOf": items}}


def _expected(kind: Expect) -> Schema:
    if kind is Expect.NEVER:
        return tables.NEVER.schema()
    if kind in (Expect.REACHES, Expect.ALWAYS_REACHES):
        return tables.REACH.schema()
    if kind is Expect.SAME:
        return {"enum": ["yes", True]}
    if kind is Expect.CONFLICTS:
        return {"type": "array", "items": {"type": "string"}, "minItems": 2}
    return {"type": "string"}


def _exception() -> Schema:
    permits = _object({"clauses": one_or_list({"type": "string"})})
    carve = tables.CARVE.schema()
    carve["properties"]["except"] = _ref("exceptions")
    return {"anyOf": [{"type": "string"}, carve, permits]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def _needing(known: Table, *keys: str, **more: Schema) -> Schema:
    made = known.schema()
    made["properties"] |= more
    return {**made, "required": list(keys)}


def _object(fields: Mapping[str, Schema]) -> Schema:
    return {"type": "object", "properties": dict(fields), "additionalProperties": False}


_DEFINITIONS: dict[str, Callable[[], Schema]] = {
    "name": lambda: {"type": "string", "pattern": NAME_PATTERN},
    "names": lambda: one_or_list(_NAME),
    "exception": _exception,
    "exceptions": lambda: one_or_list(_ref("exception")),
    **{f"{kind.key}-line": kind.lines.schema for kind in (*sections.OF_A_SYSTEM, *sections.OF_A_POLICY)},
}

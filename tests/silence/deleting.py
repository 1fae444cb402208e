"""Taking one fact out of a model's files: the files as trees of plain words, without it, and written again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

Path_ = tuple[str, ...]
Files = Mapping[str, Any]


def parsed(folder: Path) -> dict[str, Any]:
    """The flow, policy and outline files of a folder by name, every scalar a text."""
    return {
        file.name: yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        for file in sorted(folder.glob("*.yaml"))
    }


def without(tree: Any, path: Path_) -> Any:
    """The tree less what stands at a path; a list's items are counted from 0, or named by what they say."""
    key, *rest = path
    if isinstance(tree, list):
        at = int(key) if key.isdecimal() else tree.index(key)
        kept = [without(tree[at], tuple(rest))] if rest else []
        return [*tree[:at], *kept, *tree[at + 1 :]]
    if key not in tree:
        raise KeyError(f"there is no {key} among {', '.join(tree)}")
    if not rest:
        return {name: part for name, part in tree.items() if name != key}
    return {name: without(part, tuple(rest)) if name == key else part for name, part in tree.items()}


def entries(tree: Mapping[str, Any], sections: tuple[str, ...]) -> Iterator[Path_]:
    """Where each statement of some sections stands, those under `each` by themselves."""
    for section in sections:
        lines = tree.get(section, {})
        if isinstance(lines, list):
            yield from ((section, str(at)) for at in range(len(lines)))
            continue
        for name, line in lines.items():
            if isinstance(line, dict) and "each" in line:
                yield from ((section, name, "each", one) for one in line["each"])
            else:
                yield section, name


def written(tree: Mapping[str, Any]) -> str:
    """The tree as a file, a line for each statement."""
    lines = []
    for key, part in tree.items():
        if isinstance(part, dict) and part:
            lines += [f"{key}:", *(f"  {_word(name)}: {_flow(one)}" for name, one in part.items())]
        elif isinstance(part, list) and part:
            lines += [f"{key}:", *(f"  - {_flow(one)}" for one in part)]
        else:
            lines.append(f"{key}: {_flow(part)}")
    return "\n".join(lines) + "\n"


def _flow(node: Any) -> str:
    if isinstance(node, dict):
        return "{" + ", ".join(f"{_word(name)}: {_flow(part)}" for name, part in node.items()) + "}"
    if isinstance(node, list):
        return f"[{', '.join(map(_flow, node))}]"
    return _word(node)


def _word(text: str) -> str:
    plain = text.replace("-", "").replace("_", "").replace("/", "").replace(".", "").replace(" ", "")
    return text if not text or (plain.isalnum() and text[0].isalnum()) else json.dumps(text, ensure_ascii=False)

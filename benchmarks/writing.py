"""Small helps for writing models."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def cited(clauses: str) -> str:
    """Clauses, one a line in braces, each citing a sentence of its own."""
    lines = clauses.rstrip().split("\n")
    return "\n".join(f"{line.removesuffix('}')}, cites: 1.{n}}}" for n, line in enumerate(lines, 1))


def put(folder: Path, files: Mapping[str, str]) -> Path:
    """Write a model's files into a folder; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder

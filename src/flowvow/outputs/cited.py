"""A clause as policies by themselves tell it: its name, sentences and line, and below it what the sentences say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from flowvow.findings.consistency import Told

Words = Mapping[str, str]  # of the sentences that are at hand, by ``policy/number``


def clause_words(clause: Told) -> str:
    """A clause by its name, sentences and line."""
    hedged = f", {clause.hedged}" if clause.hedged else ""
    at = f", {PurePosixPath(clause.span.file).name}:{clause.span.line}" if clause.span.file else ""
    return f"{clause.name} ({numbers(clause)}{hedged}){at}"


def numbers(clause: Told) -> str:
    """Those of its sentences."""
    return ", ".join(cite.rpartition("/")[2] for cite in clause.cites) or "no sentence"


def quoted(clause: Told, words: Words) -> Iterator[str]:
    """Its sentences, as far as their words are at hand."""
    yield from (f'{cite.rpartition("/")[2]}: "{words[cite]}"' for cite in clause.cites if cite in words)

"""A pytest plugin: models and proposals with an ``expect`` block become tests.

Nothing of flowvow is imported until such a file is met, so that other people's test runs are not slowed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.pytest_plugin.glance import expects, kind_of, model_in


def pytest_addoption(parser: pytest.Parser) -> None:
    """One switch, and a list of places for those who want it narrower."""
    group = parser.getgroup("flowvow", "privacy models")
    group.addoption("--no-flowvow", action="store_true", help="don't collect flowvow models and proposals")
    parser.addini("flowvow", "collect flowvow models and proposals (default: true)", type="bool", default=True)
    parser.addini("flowvow_paths", "folders to collect them from (default: everywhere)", type="paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Let a test's name, as printed, select it: ``FOLDER::expect::…`` means the flow file in that folder."""
    config.args = [_in_file(word, config.invocation_params.dir) if "::expect" in word else word for word in config.args]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A model or proposal that expects something; anything else is left to others after a glance."""
    kind = kind_of(file_path) if _is_wanted(file_path, parent.config) else ""
    if kind not in ("system", "proposal") or not expects(file_path):
        return None
    from flowvow.pytest_plugin.files import ModelFile, ProposalFile

    if kind == "proposal":
        return ProposalFile.from_parent(parent, path=file_path)
    folder = _nodeid(file_path.parent, parent.config)
    return ModelFile.from_parent(parent, path=file_path, name="expect", nodeid=f"{folder}::expect" if folder else None)


def _is_wanted(path: Path, config: pytest.Config) -> bool:
    if config.getoption("--no-flowvow") or not config.getini("flowvow"):
        return False
    places: list[Path] = config.getini("flowvow_paths")
    return not places or any(place == path or place in path.parents for place in places)


def _nodeid(path: Path, config: pytest.Config) -> str:
    """A path as pytest names it; empty for the root itself and for what lies outside."""
    try:
        inside = path.relative_to(config.rootpath).as_posix()
    except ValueError:
        return ""
    return "" if inside == "." else inside


def _in_file(word: str, here: Path) -> str:
    folder, _, names = word.partition("::")
    model = model_in(here / folder)
    return "::".join([str(model), *names.split("::")[1:]]) if model else word

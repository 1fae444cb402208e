"""All that is told of the small models of other tests, whole: by `check`, and by `consent` where there are choices.

Their own tests hold the verdicts; here messages, routes, places and remedies stay what somebody has read. `--accept`
writes them to `told/`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .faces.running import flowvow

HERE = Path(__file__).parent
TOLD = HERE / "told"
MODELS = sorted(
    file.relative_to(HERE) for folder in ("traps", "choices") for file in HERE.glob(f"{folder}/**/*.flow.yaml")
)


def told(model: Path) -> str:
    """What both commands print, each below its own line."""
    commands = [["check", model.name], *([["consent", model.name]] if "choice" in of_its_words(model) else [])]
    runs = [(words, flowvow(*words, cwd=(HERE / model).parent)) for words in commands]
    assert [run.err for _, run in runs] == [""] * len(runs)
    return "\n".join(f"$ flowvow {' '.join(words)}\n{run.out}" for words, run in runs)


def of_its_words(model: Path) -> str:
    """The words of a model and of the policies beside it."""
    return "".join(file.read_text(encoding="utf-8") for file in sorted((HERE / model).parent.glob("*.policy.yaml")))


def name_of(model: Path) -> str:
    return "-".join((*model.parts[:-1], model.name.removesuffix(".flow.yaml"))) + ".txt"


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_a_model_is_told_as_it_was(model: Path, request: pytest.FixtureRequest) -> None:
    text, expected = told(model), TOLD / name_of(model)
    if request.config.getoption("--accept"):
        TOLD.mkdir(exist_ok=True)
        expected.write_text(text, encoding="utf-8", newline="\n")
    assert text == expected.read_text(encoding="utf-8")


def test_nothing_is_told_of_models_that_are_gone() -> None:
    assert {file.name for file in TOLD.iterdir()} == set(map(name_of, MODELS))

"""All that is told of the small models of other tests, whole: by `check`, and by `consent` where there are choices.

And of each real system with all its broken proposals laid over it at once, which is every fault there can be; what a
small shop's data do, as `trace` tells it; and what changed between two versions of a real one.

Their own tests hold the verdicts; here messages, routes, places and remedies stay what somebody has read. `--accept`
writes them to `told/`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.reading.model import read_model

from .agreement import disagreements
from .faces.running import flowvow

HERE = Path(__file__).parent
TOLD = HERE / "told"
MODELS = sorted(
    file.relative_to(HERE)
    for folder in ("traps", "choices", "models/sealed", "models/rulings")
    for file in HERE.glob(f"{folder}/**/*.flow.yaml")
)


FLOWS = HERE.parent / "flows"
SYSTEMS = sorted(folder.name for folder in FLOWS.iterdir() if folder.is_dir())
TRACED = [
    ["--data", "card-number"], ["--data", "contact-details"], ["--data", "friend-email", "--at", "shop"],
    ["--at", "third-party"], ["--at", "shop"], ["--at", "customer"], ["--through", "web-server"],
    ["--data", "personal", "--through", "vendor"], ["--at", "friend", "--through", "shop"],
]  # fmt: skip
COMPARED = {
    "diff-both": ["liveoffice-2007", "liveoffice-2010"],
    "diff-back": ["liveoffice-2010", "liveoffice-2007", "--model", "liveoffice-2007"],
}
APART = {"show-agreed-role"}  # adds a flow of the same name as another proposal


def told(model: Path) -> str:
    """What both commands print, each below its own line."""
    notes = ["--notes"] if "rulings" in model.parts else []
    commands = [["check", model.name, *notes], *([["consent", model.name]] if "choice" in of_its_words(model) else [])]
    runs = [(words, flowvow(*words, cwd=(HERE / model).parent)) for words in commands]
    assert [run.err for _, run in runs] == [""] * len(runs)
    return "\n".join(f"$ flowvow {' '.join(words)}\n{run.out}" for words, run in runs)


def of_its_words(model: Path) -> str:
    """The words of a model and of the policies beside it."""
    return "".join(file.read_text(encoding="utf-8") for file in sorted((HERE / model).parent.glob("*.policy.yaml")))


def name_of(model: Path) -> str:
    return "-".join((*model.parts[:-1], model.name.removesuffix(".flow.yaml"))) + ".txt"


def same(name: str, text: str, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--accept"):
        TOLD.mkdir(exist_ok=True)
        (TOLD / name).write_text(text, encoding="utf-8", newline="\n")
    assert text == (TOLD / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("model", MODELS, ids=name_of)
def test_a_model_is_told_as_it_was(model: Path, request: pytest.FixtureRequest) -> None:
    same(name_of(model), told(model), request)


@pytest.mark.parametrize("name", ["opened", "closed"])
def test_product_and_reference_agree_about_what_is_sealed(name: str) -> None:
    assert list(disagreements(read_model(HERE / "models" / "sealed" / f"{name}.flow.yaml"))) == []


@pytest.mark.parametrize("name", SYSTEMS)
def test_a_system_with_all_its_faults_is_told_as_it_was(name: str, request: pytest.FixtureRequest) -> None:
    files = sorted(file.name for file in (FLOWS / name).glob("proposals/*.broken.yaml"))
    laid = [f"--with=proposals/{file}" for file in files if file.removesuffix(".broken.yaml") not in APART]
    run = flowvow("check", ".", "--notes", *laid, cwd=FLOWS / name)
    assert (run.code, run.err) == (1, "")
    same(f"system-{name}.txt", run.out, request)


def test_a_trace_is_told_as_it_was(request: pytest.FixtureRequest) -> None:
    runs = ((words, flowvow("trace", *words, ".", cwd=HERE / "models" / "webshop")) for words in TRACED)
    text = "\n".join(f"$ flowvow trace {' '.join(words)}\n{run.out}{run.err}" for words, run in runs)
    same("trace-webshop.txt", text, request)


@pytest.mark.parametrize("name", COMPARED)
def test_versions_are_told_apart_as_they_were(name: str, request: pytest.FixtureRequest) -> None:
    run = flowvow("diff", *COMPARED[name], cwd=FLOWS)
    assert run.err == ""
    same(f"{name}.txt", run.out, request)


def test_nothing_is_told_of_models_that_are_gone() -> None:
    wanted = {*map(name_of, MODELS), *(f"system-{name}.txt" for name in SYSTEMS)}
    wanted |= {"trace-webshop.txt", *(f"{name}.txt" for name in COMPARED)}
    assert {file.name for file in TOLD.iterdir()} == wanted

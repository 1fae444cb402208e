"""Every reader there is: what it reads, and the commands by which that gets there."""

from __future__ import annotations

import shutil
from pathlib import Path

from attrs import frozen

TESTS = Path(__file__).parents[1]
WEBSHOP = TESTS / "models" / "webshop"
MAPPING = """\
flowvow: 1
mapping: webshop to webshop-2
old: webshop
new: webshop-2
data: {name: name, friend-email: {new: [friend-email, name], why: both}}
actors: {vendor: vendor}
conditions: {newsletter: none}
"""
PICTURES = "map\nledger # both\nclauses\nstate:newsletter and not orders\nchoice:newsletter\nactor:shop\ndata:name\n"


@frozen
class Reader:
    """One reader.

    Attributes:
        name: what it reads.
        file: the file that is spoilt.
        commands: what is run on the folder with the spoilt file in it; one of them is drawn for each case.
        tree: whether the file is one of ours, whose tree can be changed.
    """

    name: str
    file: str
    commands: tuple[str, ...]
    tree: bool = True


_ON_A_MODEL = (
    "check shop --notes",
    "check shop --format json",
    "check shop --text shop",
    "consent shop",
    "consent shop --format json",
    "conflicts shop",
    "coverage shop",
    "deadlines shop --as-of 2026-01-01",
    "expect shop",
    "trace shop --data name",
    "trace shop --at shop --format json",
    "explain clause:no-list-selling shop",
    "ask shop --act share --to vendor",
    "diff shop old.policy.yaml",
    "draw shop --format dot",
    "draw shop --view ledger",
    "draw shop --view clauses",
    "draw shop --format mermaid",
    "fmt --check shop",
)
_ON_A_TEXT = (
    "outline {}",
    "outline {} --sentences",
    "drift shop/webshop.outline.yaml {}",
    "outline {} --title x -o new.yaml",
)
READERS = (
    Reader("flow file", "shop/webshop.flow.yaml", _ON_A_MODEL),
    Reader(
        "policy file",
        "shop/webshop.policy.yaml",
        (
            *_ON_A_MODEL,
            "conflicts shop/webshop.policy.yaml",
            "draw --diff old.policy.yaml shop/webshop.policy.yaml",
        ),
    ),
    Reader(
        "proposal",
        "shop/proposals/sync-audience.yaml",
        (
            "check shop --with shop/proposals/sync-audience.yaml",
            "expect shop",
            "draw shop --view change --format dot --with shop/proposals/sync-audience.yaml",
            "fmt --check shop",
            "trace shop --data name --with shop/proposals/sync-audience.yaml",
        ),
    ),
    Reader(
        "outline",
        "shop/webshop.outline.yaml",
        (
            "coverage shop",
            "drift shop/webshop.outline.yaml shop/webshop.txt",
            "check shop --text shop",
            "drift shop/webshop.outline.yaml shop/webshop.txt --old-text shop/webshop.txt --format json",
            "outline shop/webshop.txt --update shop/webshop.outline.yaml -o new.yaml",
        ),
    ),
    Reader(
        "mapping",
        "to.mapping.yaml",
        (
            "diff old.policy.yaml new.policy.yaml --mapping to.mapping.yaml",
            "draw --diff old.policy.yaml new.policy.yaml --mapping to.mapping.yaml",
            "fmt --check to.mapping.yaml",
        ),
    ),
    Reader(
        "plain text",
        "shop/webshop.txt",
        (*(one.replace("{}", "shop/webshop.txt") for one in _ON_A_TEXT), "coverage shop --text shop"),
        tree=False,
    ),
    Reader("Markdown", "text.md", tuple(one.replace("{}", "text.md") for one in _ON_A_TEXT), tree=False),
    Reader("web page", "page.html", tuple(one.replace("{}", "page.html") for one in _ON_A_TEXT), tree=False),
    Reader("list of pictures", "shop/pictures.txt", ("draw shop --all -o drawn",), tree=False),
    Reader("list of differences", "pictures.txt", ("draw . --all -o drawn",), tree=False),
)
# Words of the command line that are read by a small grammar of their own.
ARGUMENTS = (
    "draw shop --format dot --view {}",
    "draw shop --format dot --view state:{}",
    "draw shop --format dot --view clauses:{}",
    "ask shop --when {}",
    "ask shop --data {} --act {}",
    "trace shop --at {}",
    "explain {} shop",
    "explain flow:{} shop",
    "deadlines shop --as-of {}",
    "deadlines shop --as-of 2026-01-01 --calendar {}",
    "deadlines shop --as-of 2026-01-01 --event {}",
    "coverage shop --fail-under {}",
    "conflicts shop --broad {}",
    "diff shop --rev {} --rev {}",
    "diff {}..{} shop",
    "check {}",
    "check shop --text {}",
    "outline {}",
    "{} shop",
)


def lay(folder: Path) -> None:
    """A folder in which every command above has what it reads."""
    shutil.copytree(WEBSHOP, folder / "shop")
    policy = (WEBSHOP / "webshop.policy.yaml").read_text(encoding="utf-8")
    loose = policy.replace("webshop.outline.yaml", "shop/webshop.outline.yaml")
    (folder / "old.policy.yaml").write_text(loose, encoding="utf-8")
    (folder / "new.policy.yaml").write_text(loose.replace("policy: webshop", "policy: webshop-2", 1), encoding="utf-8")
    (folder / "to.mapping.yaml").write_text(MAPPING, encoding="utf-8")
    (folder / "shop" / "pictures.txt").write_text(PICTURES, encoding="utf-8")
    (folder / "pictures.txt").write_text("diff:old.policy.yaml, new.policy.yaml, to.mapping.yaml\n", encoding="utf-8")
    text = (WEBSHOP / "webshop.txt").read_text(encoding="utf-8")
    (folder / "text.md").write_text(marked(text), encoding="utf-8")
    (folder / "page.html").write_text(page(text), encoding="utf-8")


def lay_quickly(folder: Path) -> None:
    """The same, with pictures that need no layout."""
    lay(folder)
    (folder / "shop" / "pictures.txt").write_text("ledger\nclauses\n", encoding="utf-8")


def marked(text: str) -> str:
    """The text as Markdown."""
    table = "| a | b |\n|---|:-:|\n| [c](d) | e |\n\n"
    extra = f"{table}> quoted\n\n[x]: http://y\n\n<!-- gone --> **Bold** <b>x</b> &amp; &copy;\n"
    return "# " + text.replace("\n\n", "\n\n* ", 3) + "\n" + extra


def page(text: str) -> str:
    """The text as a saved web page."""
    told = "".join(f"<p class='c'>{part}\n" for part in text.split("\n\n"))
    head = "<!DOCTYPE html><html><head><meta charset=utf-8><title>T</title></head><body><header>Home</header><main>"
    table = "<table><tr><td>a<td>b</table><ul><li>one<li>two</ul><pre>x\ny</pre><div hidden>no</div>"
    return f"{head}<h1>T</h1>{told}{table}</main><script>1 < 2</script></body></html>"

"""``flowvow outline``: a policy text's sections and sentences, numbered, without their words."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flowvow.cli.paths import add_for
from flowvow.cli.streams import put
from flowvow.text.problem import Problem, Problems
from flowvow.text.span import Span

_ONLY_UPDATING = {"--old-text": "old_text", "--for": "within", "--reviewed": "reviewed"}


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument("file", metavar="POLICY", help="the text of a policy: plain text, Markdown or a saved web page")
    parser.add_argument("--title", default="", help="what the outline is called; default: the text's own title")
    parser.add_argument("--sentences", action="store_true", help="print the numbered sentences instead, to cite from")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write there, whole or not at all")
    parser.add_argument(
        "--update", metavar="OUTLINE", default="", help="renew this outline, and the numbers in the files that cite it"
    )
    parser.add_argument(
        "--old-text",
        metavar="FILE",
        default="",
        help="with --update: the text that OUTLINE is of; edits, splits and merges are then told exactly",
    )
    add_for(parser)
    parser.add_argument(
        "--reviewed",
        metavar="NUMBER",
        action="append",
        default=[],
        help="with --update: this sentence was changed, and what cites it has been looked at; may be repeated",
    )
    parser.add_argument("--force", action="store_true", help="replace a file that says something else")


def run(options: Namespace) -> int:
    """Cut the text and write its outline."""
    if options.update:
        from flowvow.cli.update import update

        return update(options)
    if stray := [name for name, given in _ONLY_UPDATING.items() if getattr(options, given)]:
        raise Problems([Problem(Span(stray[0], 0, 0), "says something of an update alone", "say --update OUTLINE too")])
    from flowvow.cli.saved import saved_text
    from flowvow.policy import outline

    text = saved_text(options.file)
    if options.sentences:
        from flowvow.text.show import inert

        put("".join(f"{number}  {inert(one.text)}\n" for number, one in outline.passages(text).items()), options.output)
    else:
        cut = outline.cut(text)
        written = outline.write(cut, options.title or cut.title or Path(options.file).stem)
        if options.output and not options.force:
            _refuse_other(Path(options.output), written, options.file)
        put(written, options.output)
    return 0


def _refuse_other(path: Path, written: str, file: str) -> None:
    """A file that says something else isn't replaced unasked: citations may count on its numbers."""
    if not path.is_file() or path.read_bytes() == written.encode("utf-8"):
        return
    name = path.as_posix()
    update = f"`flowvow outline --update {name} {file}` carries citations over; --force replaces it"
    raise Problems([Problem(Span(name, 0, 0), "is there already and says something else", update)])

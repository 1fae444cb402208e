"""``flowvow outline``: a policy text's sections and sentences, numbered, without their words."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from flowvow.cli.streams import put
from flowvow.text.problem import Gathering
from flowvow.text.source import Unreadable, read_source


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument("file", metavar="POLICY.txt", help="the text of a policy, in UTF-8")
    parser.add_argument("--title", default="", help="what the outline is called; default: the text's own title")
    parser.add_argument("--sentences", action="store_true", help="print the numbered sentences instead, to cite from")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write there, whole or not at all")


def run(options: Namespace) -> int:
    """Cut the text and write its outline."""
    from flowvow.policy import outline

    gathering = Gathering()
    try:
        text = read_source(Path(options.file), options.file).text
    except Unreadable as error:
        gathering.add(error.span, error.message, error.remedy)
        gathering.tell()
        raise
    if options.sentences:
        from flowvow.text.show import inert

        put("".join(f"{number}  {inert(one.text)}\n" for number, one in outline.passages(text).items()), options.output)
    else:
        cut = outline.cut(text)
        put(outline.write(cut, options.title or cut.title or Path(options.file).stem), options.output)
    return 0

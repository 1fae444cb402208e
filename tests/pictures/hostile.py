"""Names that try to get out of their labels, and the same drawing with harmless ones."""

from __future__ import annotations

from collections.abc import Callable

from flowvow.pictures.drawing import Arrow, Box, Drawing, Frame, Lane, Line, Shape, Style, identity

NAMES = [
    '"]; evil [URL="javascript:alert(1)"]; x [label="',
    "<b>bold</b>",
    "<<table><tr><td>x</td></tr></table>>",
    "a:b:c",
    "back\\slash\\",
    '\\"',
    "\\N \\G \\L \\E \\T",
    "</title><script>alert(1)</script>",
    "two\nlines\r\nand\ttab",
    "right\u202eot tfel\u2066",
    "nul\x00bel\x07esc\x1b[31m",
    "%%{init: {'theme': 'dark'}}%%",
    "end",
    "click n_x href 'javascript:alert(1)'",
    "`**markdown**` [link](javascript:alert(1))",
    "{{rows|cells}} <port> ${x}",
    "&#x3c;script&#x3e; &lt;b&gt; #60;script#62;",
    "]]> <!-- --> <![CDATA[",
    "lone\ud800surrogate",
    "1. list",
    "- list",
    "x" * 9000,
    "",
    "名前 имя όνομα",
]
LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "//evil.example/x",
    "vbscript:x",
    " https://x",
    "ok.html#L3",
]


def drawing_of(name: Callable[[int], str]) -> Drawing:
    """A drawing with `name(0)`, `name(1)` … in every place that takes a text."""
    lanes = [Lane.PEOPLE, Lane.PARTY, Lane.OTHERS]
    many = len(NAMES)
    frames = [
        Frame(identity("frame", str(n)), name(n), lanes[n % 3], tooltip=name(n), link=LINKS[n % 7]) for n in range(6)
    ]
    boxes = [
        Box(
            identity("box", str(n)), name(n), Shape.STORE if n > 20 else list(Shape)[n % 7], lanes[n % 3],
            frames[n % 6].id if n < 12 else None, identity("box", str(n - 21)) if n > 20 else None,
            note=name(n + 1), tooltip=name(n), link=LINKS[n % 7],
        )
        for n in range(many)
    ]  # fmt: skip
    arrows = [
        Arrow(
            identity("flow", str(n)), boxes[n].id, boxes[(n * 7 + 1) % many].id,
            (Line((name(n), name(n + 1)), (name(n + 2),), n % 2 == 0, name(n + 3)),), list(Style)[n % 11],
            two_way=True, tooltip=name(n), link=LINKS[n % 7],
        )
        for n in range(many)
    ]  # fmt: skip
    return Drawing(name(0), name(7), name(1), boxes, arrows, frames, notes=(name(7),))


def hostile() -> Drawing:
    """Every text is hostile."""
    return drawing_of(lambda number: NAMES[number % len(NAMES)])


def harmless() -> Drawing:
    """The same drawing with words for names."""
    return drawing_of(lambda number: f"word{number % len(NAMES)}")

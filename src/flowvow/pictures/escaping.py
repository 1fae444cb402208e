"""Make hostile names inert: in DOT, in XML, in Mermaid and in links."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

# Longer than any honest name; keeps one name from making the picture a kilometre wide.
_LONGEST = 160
# Letters that turn, hide or join text: they make a label read as something it isn't.
_DECEIVING = frozenset("\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u2060\ufeff") | frozenset(
    chr(code) for start, end in ((0x202A, 0x202E), (0x2061, 0x206F), (0xFFF0, 0xFFFB)) for code in range(start, end + 1)
)


def clean(text: str, longest: int | None = _LONGEST) -> str:
    """One line of text without control, direction or invalid characters."""
    kept = []
    for letter in text if longest is None else text[: longest * 4]:
        if letter in "\t\n\r\x0b\x0c\x85":
            kept.append(" ")
        elif letter in _DECEIVING or unicodedata.category(letter) in {"Cc", "Cs", "Cn", "Co"}:
            kept.append("\ufffd")
        else:
            kept.append(letter)
    line = " ".join("".join(kept).split())
    return line if longest is None or len(line) <= longest else line[: longest - 1] + "…"


def clean_tooltip(text: str) -> str:
    """Several lines of text, each cleaned; long tooltips end in an ellipsis."""
    lines = [clean(line, 400) for line in text[:20_000].split("\n")[:60]]
    return "\n".join(lines).strip()


def dot_text(*lines: str) -> str:
    """Lines of text as the inside of a quoted DOT string: no escape, entity, port or markup is left alive."""
    return "\\n".join(_dot_line(line) for line in lines)


def dot_record(*lines: str) -> str:
    """The same for one cell of a record, where five more characters have a meaning."""
    escaped = []
    for line in lines:
        text = _dot_line(line)
        for letter in "{}|<>":
            text = text.replace(letter, "\\" + letter)
        escaped.append(text.replace(" ", "\\ "))
    return "\\n".join(escaped)


def _dot_line(line: str) -> str:
    # Graphviz also decodes entities in plain labels, hence the ampersand.
    return clean(line, None).replace("\\", "\\\\").replace("&", "&amp;").replace('"', "&quot;")


# What passes unchanged through Mermaid's parser, its Markdown and the page that shows it.
_MILD = frozenset(" -,.'!?+…:()/→←🔑✕≠⊘−✓⇢↷≡")
_LISTED = re.compile(r"^([-+]|\d+[.)])(?= |$)")


def mermaid_text(*lines: str) -> str:
    """Lines of text as the inside of a quoted Mermaid label, every character that could act as an entity."""
    return "<br/>".join(_mermaid_line(clean(line)) for line in lines)


def _mermaid_line(line: str) -> str:
    # A sign at the start would make Markdown's list of the line, which Mermaid refuses to show.
    start = _LISTED.match(line)
    first = start.end() - 1 if start else -1
    return "".join(
        letter if (letter.isalnum() or letter in _MILD) and place != first else f"#{ord(letter)};"
        for place, letter in enumerate(line)
    )


def mermaid_plain(line: str) -> str:
    """Text where Mermaid takes no quotes and no entities: letters, digits and mild signs only."""
    return " ".join("".join(letter if letter.isalnum() or letter in _MILD else " " for letter in clean(line)).split())


def safe_link(url: str) -> str:
    """The link if it is relative or plain web, else nothing; `javascript:` and `data:` never survive."""
    if not url or len(url) > 2000 or url != clean(url, None) or any(letter in url for letter in " \\<>\"'`{}|^"):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme in {"http", "https"}:
        return url if parts.netloc else ""
    # A colon ahead of the first slash would be read as a scheme by some viewer.
    relative = (
        not parts.scheme and not parts.netloc and not url.startswith("/") and ":" not in url.split("/")[0].split("#")[0]
    )
    return url if relative else ""

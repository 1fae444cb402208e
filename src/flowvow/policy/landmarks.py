"""What of a web page isn't its text: scripts, menus, forms, what is hidden; and which tags end others unsaid."""

from __future__ import annotations

import re
from collections.abc import Mapping

SILENT = "nothing a reader sees"

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)

# Which open tags a tag ends, and inside of which it looks for them no further out.
IMPLIED_ENDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"table"})),
    "th": (frozenset({"td", "th"}), frozenset({"table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "tbody": (frozenset({"thead", "tbody"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody"}), frozenset({"table"})),
    "body": (frozenset({"head"}), frozenset()),
}

_NEVER = frozenset(
    {"script", "style", "template", "head", "title", "noscript", "svg", "canvas", "audio", "video", "iframe", "object"}
    | {"map", "select", "datalist"}
)
_ASIDE = {"nav": "<nav>", "aside": "<aside>", "button": "<button>", "textarea": "<textarea>"}
_ROLES = frozenset({"navigation", "search", "banner", "contentinfo", "complementary", "dialog", "alertdialog", "menu"})
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)


def apart(tag: str, given: Mapping[str, str], sectioning: bool) -> str:
    """Why what stands in a tag isn't the page's text: its name in words, `SILENT`, or empty where it is text.

    ``sectioning`` says whether it stands in an article or section, whose footer is its own.
    """
    if tag in _NEVER:
        return SILENT
    if "hidden" in given or _UNSEEN.search(given.get("style", "")) or (tag == "dialog" and "open" not in given):
        return f"a hidden <{tag}>"
    role = given.get("role", "").strip().lower()
    if role in _ROLES:
        return f'<{tag} role="{role}">'
    if tag == "footer" and not sectioning:
        return "<footer>"
    return _ASIDE.get(tag, "")

"""What Markdown writes besides the words: targets of links, comments, tags and entities. Line ends are kept."""

import html
import re
from collections.abc import Sequence

_LINK = re.compile(r"!?\[([^\]\[]{0,400})\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(\s+\"[^\"]{0,400}\")?\)")
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\]\[\n]{1,200})\]:[ ]+\S+(?:[ ]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ ]*$", re.M
)
_REFERENCE = re.compile(r"\[([^\]\[]{1,400})\][ ]?\[([^\]\[]{0,200})\]")
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|br|cite|code|em|font|hr|i|ins|mark|q|s|small|span|strong|sub|sup|u|wbr)"
    r"(\s+[\w:-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s<>\"']+))?)*\s*/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_PIPE = re.compile(r"(?<!\\)\|")


def plain(text: str) -> str:
    """The text with its links named by their words only, and without comments, tags in lines and entities."""
    text = _LINK.sub(lambda link: link.group(1) + _ends(link.group(3)), text)
    known = {name.casefold() for name in _DEFINITION.findall(text)}
    if known:
        text = _DEFINITION.sub("", text)
        text = _REFERENCE.sub(lambda link: _named(link, known), text)
    if "<" in text:
        text = _uncommented(text)
        text = _TAG.sub(lambda tag: (" " if tag.group().lower().startswith("<br") else "") + _ends(tag.group()), text)
    return _ENTITY.sub(lambda entity: _ENDS.sub(" ", html.unescape(entity.group())), text) if "&" in text else text


def _uncommented(text: str) -> str:
    """Without comments that are closed; a search from each opening to the end would take a hostile text for ever."""
    parts = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[at:start], _ends(text[start:end])]
        at = end + 3
    return "".join([*parts, text[at:]])


def is_table(rows: Sequence[str]) -> bool:
    """Whether lines are a table: cells between bars, and a rule under the first line."""
    return len(rows) > 1 and "|" in rows[0] and "|" in rows[1] and bool(_RULE.fullmatch(rows[1]))


def cells(row: str) -> list[str]:
    """The cells of a table's row; none of its rule."""
    return [] if _RULE.fullmatch(row) else [cell.strip() for cell in _PIPE.split(row)]


_ENDS = re.compile(r"\s")


def _ends(text: str | None) -> str:
    return "\n" * (text or "").count("\n")


def _named(link: re.Match[str], known: set[str]) -> str:
    name = link.group(2) or link.group(1)
    if " ".join(name.split()).casefold() not in known:
        return link.group()
    return link.group(1) + _ends(link.group(2))

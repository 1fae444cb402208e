"""Widths of Arial (and of the fonts made to its measure), so that text fits before any viewer sees it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# The family names viewers try in turn. The first three share these widths; with any other the
# writer's `textLength` squeezes the line into the width reckoned here.
FAMILY = "Arial, Helvetica, 'Liberation Sans', sans-serif"

# Thousandths of the font size, regular weight. Letters of one width stand together.
_WIDTHS = {
    191: "'",
    222: "ijlįĵĺļłſί‘’",
    278: " !,./:;I[\\]ft·ÌÍÎÏìíîïĨĩĪīĬĭĮİıţŧΙΪ",
    333: "()-`r¡¨²³´¸¹ŕŗř“”{}|¦ľŀª",
    356: '"ºг°•',
    389: "*ť",
    446: "τκζĳέεξзт",
    500: "JcksvxyzçýÿćĉċčĴķĸśŝşšŷźżžγλνсух^ςэ",
    556: "#$0123456789?L_abdeghnopqu¢£¤¥§«»àáâãäåèéêëðñòóôõöùúûüþāăąđēĕėęěĝğġģĥħĹĻĽĿŁńņňŋōŏőũūŭůűų"
    "ήηθοаеор–€чьχв¶Гпя±÷Γ¯н",
    584: "+<=>~¬×ийδρбцβµμάαКдл",
    611: "FTZ¿ßøŢŤŦŹŻŽΖΤТŉЗΰυ",
    667: "&ABEKPSVXYÀÁÂÃÄÅÈÉÊËÝÞĀĂĄĒĔĖĘĚĶŚŜŞŠŶŸΑΒΕΚΡΥΧΫАВЕРХЧΔΛжďσΣъУφΞБЛЬ",
    722: "CDHNRUwÇÐÑÙÚÛÜĆĈĊČĎĐĤĦŃŅŇŔŖŘŨŪŬŮŰŲŵΗΝΠНСЯДмπψИЙПЭыŊ",
    778: "GOQÒÓÔÕÖØĜĞĠĢŌŎŐΘΟОĲ©®ЦΩюФ",
    834: "MmΜМ¼½¾ΨωЪΦшфщ",
    944: "%æWœŴЫШЖЩ",
    1000: "ÆŒ—…→←↔™",
    1015: "@Ю",
}
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
# Bold letters are wider by at most this share; a line is stretched to its reckoned width anyway.
_BOLD = 1.09


@lru_cache(maxsize=4096)
def _letter(letter: str) -> int:
    known = _WIDTH.get(letter)
    if known is not None:
        return known
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf", "Cc"}:
        return 0
    if unicodedata.east_asian_width(letter) in {"W", "F"} or ord(letter) > 0xFFFF:
        return 1000
    return 700


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide one line of text is at this font size."""
    thousandths = sum(map(_letter, text))
    return round(thousandths * size / 1000 * (_BOLD if bold else 1.0), 2)

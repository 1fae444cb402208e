"""Each verdict's look: a colour of Okabe and Ito, a line and a mark, so that none of them carries it alone."""

from __future__ import annotations

from attrs import frozen

from flowvow.pictures.drawing import Lane, Shape, Style

# The three lanes' backgrounds.
TINTS = {Lane.PEOPLE: "#f3f8fc", Lane.PARTY: "#fbf7ec", Lane.OTHERS: "#f6f6f6"}
INK, QUIET, PAPER, RULE = "#1a1a1a", "#595959", "#ffffff", "#8a8a8a"


@frozen
class Look:
    """How one style is drawn.

    Attributes:
        colour: of line, arrowhead and mark.
        ink: of text in that colour's sense; at least 4.5:1 on white.
        width: of the line.
        dash: SVG dashes; empty for solid.
        dot_style: the nearest DOT has.
        meaning: for the legend.
    """

    colour: str
    ink: str
    width: float
    dash: str
    dot_style: str
    meaning: str


LOOKS = {
    Style.PLAIN: Look("#7a7a7a", INK, 1.1, "", "solid", "data flow no clause speaks of"),
    Style.PERMITTED: Look("#444444", INK, 1.4, "", "solid", "permitted"),
    Style.GATED: Look("#0072b2", INK, 1.6, "", "solid", "permitted, on a choice or circumstance"),
    Style.SERVING: Look("#00775a", INK, 1.4, "", "solid", "deletes, returns or tells: needs no permit"),
    Style.UNDISCLOSED: Look("#b87a00", "#6b4700", 2.0, "1.5 4", "dotted", "undisclosed"),
    Style.UNDECIDED: Look("#8a4a76", "#6d335b", 1.8, "9 3.5 2 3.5", "dashed", "undecided"),
    Style.FORBIDDEN: Look("#c94a00", "#8f3400", 3.4, "", "bold", "forbidden"),
    Style.CONFLICTING: Look("#c94a00", "#8f3400", 3.4, "12 4", "bold,dashed", "conflicting: acts as forbidden"),
    Style.DISCLAIMED: Look("#6e6e6e", QUIET, 1.4, "7 4", "dashed", "disclaimed"),
    Style.ADDED: Look("#00775a", "#00563f", 2.6, "", "bold", "added or changed"),
    Style.REMOVED: Look("#6e6e6e", QUIET, 1.6, "3 3", "dashed", "removed"),
    Style.GRANTED: Look("#0072b2", INK, 2.0, "", "bold", "happens only if it is granted"),
    Style.STARTED: Look("#00775a", "#00563f", 2.2, "11 4", "dashed", "starts if it is refused"),
    Style.ANYWAY: Look("#c94a00", "#8f3400", 3.0, "", "bold", "brings the same although it is refused"),
    Style.LEFT: Look("#b87a00", "#6b4700", 2.4, "", "bold", "keeps copies after it is withdrawn"),
    Style.FADED: Look("#b5b5b5", "#6e6e6e", 1.1, "", "solid", "not part of this view"),
    Style.LIMITED: Look("#0072b2", "#00568a", 2.4, "10 3", "bold,dashed", "limited: only as told"),
    Style.REQUIRED: Look("#1a1a1a", INK, 2.6, "", "bold", "required"),
    Style.DUTY: Look("#6e6e6e", QUIET, 1.2, "2 2", "dotted", "duty: for a person to attest, no flow shows it"),
}

# Fill and line of each kind of box; the glyph inside is drawn by `glyphs.py`.
FILLS = {
    Shape.PERSON: ("#e8f3fa", "#0072b2"),
    Shape.SYSTEM: ("#ffffff", "#333333"),
    Shape.STORE: ("#f4f1e6", "#333333"),
    Shape.OUTSIDER: ("#f5f5f5", "#555555"),
    Shape.PUBLIC: ("#f5f5f5", "#555555"),
    Shape.AUTHORITY: ("#f5f5f5", "#555555"),
    Shape.FOLDED: ("#f5f5f5", "#333333"),
}
KINDS = {
    Shape.PERSON: "person",
    Shape.SYSTEM: "system of the party",
    Shape.STORE: "store",
    Shape.OUTSIDER: "outside organisation",
    Shape.PUBLIC: "the public",
    Shape.AUTHORITY: "authority",
    Shape.FOLDED: "several, folded",
}

# ruff: noqa: E501 - a table is read by its rows
"""A made-up web-site builder's data flows, as large as a real policy's: 29 actors and stores, 35 merged arrows."""

from __future__ import annotations

from flowvow.pictures.drawing import Arrow, Box, Drawing, Frame, Lane, Line, Role, Shape, Style, identity

_P, _W, _O = Lane.PEOPLE, Lane.PARTY, Lane.OTHERS

_FRAMES = [
    ("Sitesmith", _W, None, Role.NONE),
    ("Web", _W, "Sitesmith", Role.NONE),
    ("Processors", _O, None, Role.PROCESSOR),
    ("Partners", _O, None, Role.PARTNER),
    ("Third parties", _O, None, Role.THIRD_PARTY),
    ("Authorities", _O, None, Role.AUTHORITY),
]
# name, shape, lane, frame, under, note
_BOXES = [
    ("visitor", Shape.PERSON, _P, None, None, ""),
    ("visitor's cookie jar", Shape.STORE, _P, None, "visitor", "kept: session"),
    ("customer", Shape.PERSON, _P, None, None, ""),
    ("customer's friend", Shape.PERSON, _P, None, None, ""),
    ("employee of a customer", Shape.PERSON, _P, None, None, ""),
    ("invited guest", Shape.PERSON, _P, None, None, ""),
    ("web site", Shape.SYSTEM, _W, "Web", None, ""),
    ("server logs", Shape.STORE, _W, "Web", "web site", "kept: 90 days"),
    ("hosted service", Shape.SYSTEM, _W, "Sitesmith", None, ""),
    ("content store", Shape.STORE, _W, "Sitesmith", "hosted service", ""),
    ("billing", Shape.SYSTEM, _W, "Sitesmith", None, ""),
    ("order book", Shape.STORE, _W, "Sitesmith", "billing", "kept: 7 years"),
    ("mailer", Shape.SYSTEM, _W, "Sitesmith", None, ""),
    ("support desk", Shape.SYSTEM, _W, "Sitesmith", None, ""),
    ("customer records", Shape.STORE, _W, "Sitesmith", None, "kept: forever"),
    ("analytics", Shape.SYSTEM, _W, "Sitesmith", None, ""),
    ("card processor", Shape.OUTSIDER, _O, "Processors", None, ""),
    ("conference carrier", Shape.OUTSIDER, _O, "Processors", None, ""),
    ("mail agent", Shape.OUTSIDER, _O, "Processors", None, ""),
    ("hosting centre", Shape.OUTSIDER, _O, "Processors", None, ""),
    ("referring partner", Shape.OUTSIDER, _O, "Partners", None, ""),
    ("co-branded portal", Shape.OUTSIDER, _O, "Partners", None, ""),
    ("reseller", Shape.OUTSIDER, _O, "Partners", None, ""),
    ("ad network", Shape.OUTSIDER, _O, "Third parties", None, ""),
    ("ad network's cookie store", Shape.STORE, _O, "Third parties", "ad network", ""),
    ("web beacon firm", Shape.OUTSIDER, _O, "Third parties", None, ""),
    ("buyer of the business", Shape.OUTSIDER, _O, "Third parties", None, ""),
    ("the public", Shape.PUBLIC, _O, None, None, ""),
    ("court or law enforcement", Shape.AUTHORITY, _O, "Authorities", None, ""),
    ("tax authority", Shape.AUTHORITY, _O, "Authorities", None, ""),
]
_S = Style
# start, end, style, two-way, lines as (data, purpose, back, gate)
_ARROWS = [
    ("visitor", "web site", _S.PERMITTED, True, [("IP address, browser type, pages seen", "run the site"), ("session cookie", "recognise you", 1)]),
    ("web site", "visitor's cookie jar", _S.GATED, False, [("preference cookie", "remember settings", 0, "cookies accepted")]),
    ("web site", "server logs", _S.PERMITTED, False, [("IP address, pages seen", "security")]),
    ("customer", "web site", _S.PERMITTED, False, [("name, email address, company", "open an account"), ("password", "sign in"), ("phone", "support")]),
    ("customer", "billing", _S.PERMITTED, False, [("billing name, billing address, card number", "take payment")]),
    ("customer", "hosted service", _S.PERMITTED, True, [("documents, contacts, calendar", "provide the service"), ("service messages", "provide the service", 1)]),
    ("customer", "customer's friend", _S.UNDISCLOSED, False, [("invitation link", "refer a friend")]),
    ("customer", "support desk", _S.PERMITTED, True, [("problem report, screen recording", "support"), ("answers", "support", 1)]),
    ("customer's friend", "mailer", _S.UNDECIDED, True, [("opt-out", "stop mail"), ("one invitation", "refer a friend", 1)]),
    ("employee of a customer", "hosted service", _S.PERMITTED, False, [("profile, documents", "provide the service")]),
    ("invited guest", "hosted service", _S.PERMITTED, True, [("name, email address", "join a meeting"), ("meeting details", "join a meeting", 1)]),
    ("web site", "customer records", _S.PERMITTED, False, [("name, email address, company", "keep accounts")]),
    ("web site", "analytics", _S.PERMITTED, False, [("site actions", "measure use")]),
    ("hosted service", "content store", _S.PERMITTED, True, [("documents, contacts", "provide the service")]),
    ("billing", "order book", _S.PERMITTED, False, [("order, billing details", "bookkeeping")]),
    ("billing", "card processor", _S.PERMITTED, True, [("card number, amount", "take payment"), ("payment result", "take payment", 1)]),
    ("customer records", "mailer", _S.GATED, False, [("name, email address", "newsletter", 0, "newsletter"), ]),
    ("mailer", "customer", _S.GATED, False, [("newsletter", "marketing", 0, "newsletter"), ]),
    ("mailer", "mail agent", _S.PERMITTED, False, [("email address", "send mail")]),
    ("customer records", "support desk", _S.PERMITTED, False, [("account, history", "support")]),
    ("hosted service", "conference carrier", _S.PERMITTED, False, [("phone number, meeting time", "conference calls")]),
    ("hosted service", "hosting centre", _S.PERMITTED, False, [("all content, sealed", "backup")]),
    ("order book", "tax authority", _S.DISCLAIMED, False, [("invoices", "tax law")]),
    ("customer records", "court or law enforcement", _S.GATED, False, [("account, IP address, content", "legal duty", 0, "court order")]),
    ("customer records", "ad network", _S.FORBIDDEN, False, [("email address", "marketing"), ("company size", "marketing"), ("industry", "marketing"), ("phone", "marketing"), ("name", "marketing")]),
    ("visitor", "ad network", _S.UNDISCLOSED, True, [("pages seen, ad cookie", "targeted ads"), ("ad cookie", "targeted ads", 1)]),
    ("ad network", "ad network's cookie store", _S.UNDECIDED, False, [("ad cookie", "targeted ads")]),
    ("web site", "web beacon firm", _S.PERMITTED, False, [("page views in sum", "measure use")]),
    ("analytics", "the public", _S.PERMITTED, False, [("visit counts", "publish statistics")]),
    ("customer records", "referring partner", _S.GATED, True, [("name, sign-up date", "pay commission", 0, "came by referral"), ("referral code", "pay commission", 1, "came by referral")]),
    ("co-branded portal", "web site", _S.PERMITTED, False, [("name, email address", "open an account")]),
    ("reseller", "billing", _S.PERMITTED, True, [("order", "take payment"), ("customer name, plan, usage", "resale", 1)]),
    ("customer records", "buyer of the business", _S.CONFLICTING, False, [("all customer details", "sale of the business")]),
    ("support desk", "customer records", _S.PERMITTED, False, [("ticket", "support")]),
    ("hosted service", "mailer", _S.PERMITTED, False, [("email address, service messages", "provide the service")]),
    ("customer", "the public", _S.PERMITTED, False, [("praise", "show testimonials")]),
    ("card processor", "court or law enforcement", _S.DISCLAIMED, False, [("card transactions", "legal duty")]),
]  # fmt: skip


def saas() -> Drawing:
    """The whole map."""
    boxes = [
        Box(identity("box", name), name, shape, lane,
            frame=identity("frame", frame) if frame else None,
            under=identity("box", under) if under else None, note=note,
            role=Role.PUBLIC if shape is Shape.PUBLIC else Role.NONE)
        for name, shape, lane, frame, under, note in _BOXES
    ]  # fmt: skip
    frames = [
        Frame(identity("frame", name), name, lane, identity("frame", outer) if outer else None, role)
        for name, lane, outer, role in _FRAMES
    ]
    arrows = [
        Arrow(identity("flow", start, end), identity("box", start), identity("box", end), two_way=two_way, style=style,
              lines=tuple(_line(*line) for line in lines))
        for start, end, style, two_way, lines in _ARROWS
    ]  # fmt: skip
    return Drawing("All data flows of Sitesmith", "Policy of 1 May 2010, example system", "Sitesmith and its systems",
                   boxes, arrows, frames)  # fmt: skip


def _line(data: str, purpose: str, back: int = 0, gate: str = "") -> Line:
    return Line(tuple(data.split(", ")), (purpose,), bool(back), gate)

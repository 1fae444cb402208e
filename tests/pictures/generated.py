"""Random drawings of the size a real policy has, the same for the same seed."""

from __future__ import annotations

from random import Random

from flowvow.pictures.drawing import Arrow, Box, Drawing, Frame, Lane, Line, Role, Shape, Style, identity

# fmt: off
_WORDS = [
    "name", "email", "address", "phone", "card", "number", "billing", "account", "order", "history", "page", "visit",
    "cookie", "session", "report", "content", "document", "contact", "calendar", "meeting", "message", "recording",
    "location", "device", "usage", "profile", "password", "invoice", "ticket",
]
_AIMS = [
    "run the site", "take payment", "send mail", "support", "measure use", "marketing", "security", "legal duty",
    "provide the service", "prevent fraud", "improve the product", "billing", "research and development",
    "comply with the law",
]
# fmt: on
_ROLES = [role for role in Role if role is not Role.NONE]


def generated(seed: int, actors: int = 30, flows: int = 70) -> Drawing:
    """A drawing with this many boxes and this many flows, merged into arrows by pair."""
    chance = Random(seed)
    frames = [Frame(identity("frame", "Company"), "Company", Lane.PARTY)]
    frames += [
        Frame(identity("frame", role.name), role.name.replace("_", " ").lower(), Lane.OTHERS, None, role)
        for role in _ROLES
    ]
    boxes: list[Box] = []
    for number in range(actors):
        name = f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} {number}"
        kind = chance.choices(["person", "system", "store", "outsider"], [5, 7, 4, 14])[0]
        if kind == "person":
            boxes.append(Box(identity("box", name), name, Shape.PERSON, Lane.PEOPLE))
        elif kind == "outsider":
            frame = chance.choice(frames[1:])
            boxes.append(Box(identity("box", name), name, Shape.OUTSIDER, Lane.OTHERS, frame.id, role=frame.role))
        else:
            owners = [box for box in boxes if box.shape is Shape.SYSTEM]
            owner = chance.choice(owners).id if kind == "store" and owners and chance.random() < 0.5 else None
            shape = Shape.STORE if kind == "store" else Shape.SYSTEM
            boxes.append(
                Box(
                    identity("box", name),
                    name,
                    shape,
                    Lane.PARTY,
                    frames[0].id,
                    owner,
                    note="kept: 7 years" if owner else "",
                )
            )
    told: dict[tuple[str, str], list[Line]] = {}
    for _ in range(flows):
        start, end = chance.sample(boxes, 2)
        while start.lane is end.lane is not Lane.PARTY and chance.random() < 0.8:
            start, end = chance.sample(boxes, 2)
        back = (end.id, start.id) in told
        data = tuple(f"{chance.choice(_WORDS)} {chance.choice(_WORDS)}" for _ in range(chance.randint(1, 4)))
        gate = "newsletter" if chance.random() < 0.15 else ""
        pair = (end.id, start.id) if back else (start.id, end.id)
        told.setdefault(pair, []).append(Line(data, (chance.choice(_AIMS),), back, gate))
    styles = [Style.PERMITTED] * 6 + [Style.GATED, Style.UNDISCLOSED, Style.UNDECIDED, Style.FORBIDDEN]
    arrows = [
        Arrow(identity("flow", *pair), *pair, tuple(lines), chance.choice(styles), any(line.back for line in lines))
        for pair, lines in told.items()
    ]
    return Drawing(f"Generated system {seed}", "version 1", "Company", boxes, arrows, frames)

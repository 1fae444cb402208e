"""What `consent` answers, as JSON: ``flowvow-consent/1``, described in ``schemas/consent.schema.json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from attrs import asdict

from flowvow.findings.consent import Carried, ChoiceAccount, Consent, Effect
from flowvow.findings.finding import Cause
from flowvow.model.routes import Route
from flowvow.outputs.json import route_json

SCHEMA = "flowvow-consent/1"

Json = dict[str, Any]


def write(consents: Sequence[Consent]) -> str:
    """One entry a model."""
    models = [
        {
            "system": one.model,
            "proposals": list(one.proposals),
            "counts": asdict(one.counts),
            "choices": [_choice(choice) for choice in one.choices],
            "flows": [_carried(row) for row in one.flows],
        }
        for one in consents
    ]
    return json.dumps({"schema": SCHEMA, "models": models}, indent=2) + "\n"  # ASCII only, as the report is


def _choice(choice: ChoiceAccount) -> Json:
    return {
        "choice": choice.name,
        "by": choice.by,
        "default": choice.default,
        "asked": choice.asked or None,
        "withdraw": choice.withdraw or None,
        "way_back": choice.way_back,
        "says": choice.says or None,
        "cites": list(choice.cites),
        "adds": [_effect(effect) for effect in choice.adds],
        "starts": [_effect(effect) for effect in choice.starts],
        "anyway": [
            {
                "stopped": one.stopped,
                "by": one.by,
                "data": list(one.data),
                "about": list(one.about),
                "to": list(one.to),
                **_cause(one.cause),
                "route": _route(one.route),
            }
            for one in choice.anyway
        ],
        "bundle": list(choice.bundle),
        "ends": list(choice.ends),
        "beyond": list(choice.beyond),
        "remains": [
            {
                "place": left.place,
                "data": list(left.data),
                "about": list(left.about),
                "kept": list(left.kept),
                "promised": left.promised,
                **_cause(left.cause),
                "route": _route(left.route),
            }
            for left in choice.remains
        ],
        **_place(choice),
    }


def _effect(effect: Effect) -> Json:
    difference = {
        "difference_when": [list(one) for one in effect.cause.enabled_by],
        "difference_when_more": effect.cause.enabled_more,
    }
    return {**_carried(effect.carried), "direct": effect.direct, **difference}


def _carried(row: Carried) -> Json:
    return {
        "flow": row.flow,
        "from": list(row.sender),
        "to": list(row.recipient),
        "data": list(row.data),
        "about": list(row.about),
        "for": list(row.purposes),
        **_cause(row.cause),
        "by_default": row.cause.by_default,
        "choices": [{"choice": name, "by": by} for name, by in row.choices],
        "subject_alone_stops": list(row.alone) if row.alone is not None else None,
        "others_alone_cause": row.others,
        "unsure": row.unsure,
        **_place(row),
    }


def _cause(cause: Cause) -> Json:
    return {
        "enabled_by": [list(one) for one in cause.enabled_by],
        "enabled_by_more": cause.enabled_more,
        "stopped_by": [list(one) for one in cause.stopped_by],
        "stopped_by_more": cause.stopped_more,
    }


def _route(route: Route | None) -> Json | None:
    return route_json(route) if route is not None else None


def _place(what: ChoiceAccount | Carried) -> Json:
    return {"file": what.span.file, "line": what.span.line, "column": what.span.column}

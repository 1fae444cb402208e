"""The random models aren't trivial: what the reference must meet, it meets often enough."""

from __future__ import annotations

from .models import count_features, random_system

OFTEN = ["error", "error by a clause", "verdict forbidden", "verdict permitted", "verdict undisclosed"]
SOMETIMES = ["conflicting", "disclaimed", "undecided", "none"]
RARELY = [
    *(f"derive {how}" for how in ("aggregate", "seal", "strip", "join", "link", "re-identify")),
    *(f"{form} broken" for form in ("forbid", "only", "with", "opt-out", "delete", "notify")),
    *("a travelling clause decides", "a limit decides", "through decides", "until in reach", "via", "any of"),
    *("nested exception", "clauses exception", "an exception spares", "several subjects", "several copies"),
    *("sources differ", "sealed and opened", "not in a guard", "happens missed", "two policies", "false form"),
    *(f"act {act}" for act in ("collect", "use", "share", "keep", "read", "delete", "return", "notify", "sell")),
]


def test_random_models_meet_every_feature():
    models = 150
    table, _ = count_features(models)
    assert {f: table[f] for f in OFTEN if table[f] < 0.3 * models} == {}
    assert {f: table[f"verdict {f}"] for f in SOMETIMES if table[f"verdict {f}"] < 0.04 * models} == {}
    assert {f: table[f] for f in RARELY if table[f] < 0.01 * models} == {}


def test_the_same_seed_gives_the_same_model():
    assert [random_system(seed) for seed in range(20)] == [random_system(seed) for seed in range(20)]

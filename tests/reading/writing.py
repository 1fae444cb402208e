"""Small models, written to a folder."""

from __future__ import annotations

from pathlib import Path

POLICY = """\
flowvow: 1
policy: shop
party: shop
actors: {customer: person, mailer: , network: }
data: {name: , email: , counts: {form: aggregate}}
purposes: {ordering: , marketing: }
conditions:
  newsletter: {choice: customer, default: granted, withdraw: no way is told}
  court-order: {circumstance: network}
  tls: {safeguard: technical}
clauses:
  mailing: {permit: share, data: email, to: mailer, cites: 1.1}
"""
FLOW = """\
flowvow: 1
system: Shop
policies: [shop.policy.yaml]
flows:
  order: {from: customer, to: shop, data: name}
"""


def write(folder: Path, flow: str = FLOW, policy: str = POLICY, **more: str) -> Path:
    """Write a model; ``a_proposal`` is written to ``a.proposal.yaml``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {"shop_flow": flow, "shop_policy": policy, **more}
    for name, text in files.items():
        (folder / f"{name.replace('_', '.')}.yaml").write_text(text, encoding="utf-8", newline="")
    return folder

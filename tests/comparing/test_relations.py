"""How clauses lie to each other: the table of two dimensions, and what takes an overlap away."""

from __future__ import annotations

from pathlib import Path

import pytest

from flowvow.comparing.conflicts import consistency
from flowvow.findings.consistency import Consistency, Fault
from flowvow.reading.model import read_policy

WORDS = """\
flowvow: 1
policy: shop
party: shop
actors:
  vendor: {includes: [mailer, packer]}
data:
  details: {means: [name, address, phone]}
  both: {means: [name, address]}
  others: {means: [address, phone]}
purposes:
  business: {means: [ship, bill, sell-more]}
  orders: {means: [ship, bill]}
  money: {means: [bill, sell-more]}
conditions:
  agreed: {choice: person, default: refused, asked: asking, withdraw: no way}
  ordered: {circumstance: person}
  contract: {safeguard: contract}
clauses:
"""

# The permit's side against the forbid's.
DATA = {
    "equal": ("both", "both"),
    "inside": ("name", "both"),
    "around": ("both", "name"),
    "crossing": ("both", "others"),
}
PURPOSE = {
    "equal": ("orders", "orders"),
    "inside": ("ship", "orders"),
    "around": ("orders", "ship"),
    "crossing": ("orders", "money"),
}
TABLE = {
    ("equal", "equal"): "contradiction",
    ("equal", "inside"): "contradiction",
    ("equal", "around"): "narrowing",
    ("equal", "crossing"): "partial",
    ("inside", "equal"): "contradiction",
    ("inside", "inside"): "contradiction",
    ("inside", "around"): "partial",
    ("inside", "crossing"): "partial",
    ("around", "equal"): "narrowing",
    ("around", "inside"): "partial",
    ("around", "around"): "narrowing",
    ("around", "crossing"): "partial",
    ("crossing", "equal"): "partial",
    ("crossing", "inside"): "partial",
    ("crossing", "around"): "partial",
    ("crossing", "crossing"): "partial",
}


def found(folder: Path, clauses: str) -> Consistency:
    """What is found in a policy of these clauses."""
    file = folder / "shop.policy.yaml"
    file.write_text(WORDS + clauses, encoding="utf-8")
    system = read_policy(file)
    return consistency(system, system.policies[0], alone=True)


def relations(folder: Path, *clauses: str) -> list[str]:
    """The relations of all pairs that meet."""
    lines = "".join(f"  c{number}: {{{text}}}\n" for number, text in enumerate(clauses, 1))
    return [conflict.relation.value for conflict in found(folder, lines).conflicts]


@pytest.mark.parametrize(("data", "purpose"), TABLE)
def test_a_permit_and_a_forbid_over_two_dimensions(data: str, purpose: str, tmp_path: Path) -> None:
    permit, forbid = zip(DATA[data], PURPOSE[purpose], strict=True)
    told = relations(
        tmp_path,
        f"permit: share, data: {permit[0]}, to: vendor, for: {permit[1]}, cites: 1.1",
        f"forbid: share, data: {forbid[0]}, to: vendor, for: {forbid[1]}, cites: 1.2",
    )
    assert told == [TABLE[data, purpose]]


def test_mirror_images_are_alike() -> None:
    """The table doesn't change when its two dimensions change places."""
    assert {(purpose, data): relation for (data, purpose), relation in TABLE.items()} == TABLE


@pytest.mark.parametrize(
    ("permit", "forbid", "relation"),
    [
        ("data: name, for: ship", "data: phone, for: ship", []),
        ("data: name, for: ship", "data: name, for: sell-more", []),
        ("data: name, if: agreed", "data: name, if: not agreed", []),
        ("data: name, if: agreed", "data: name, if: agreed and ordered", ["narrowing"]),
        ("data: name, if: agreed and ordered", "data: name, if: agreed", ["contradiction"]),
        ("data: name, if: agreed", "data: name, if: ordered", ["partial"]),
        ("data: name", "data: name, except: ordered", ["partial"]),
        ("data: name, if: ordered", "data: name, except: ordered", []),
        ("data: name, to: mailer", "data: name, to: vendor, except: {to: mailer}", []),
        ("data: name, to: mailer", "data: name, to: vendor, except: {to: mailer, except: ordered}", ["partial"]),
        ("data: name", "data: name, except: {clauses: permits}", []),
        ("data: both, except: {data: name}", "data: name", []),
        ("data: name, to: mailer", "data: name, to: packer", []),
        ("data: name, to: vendor", "data: name, to: mailer", ["narrowing"]),
        ("data: name, to: mailer", "data: name, to: vendor", ["contradiction"]),
        ("data: details, to: vendor", "data: [name, address, phone], to: vendor", ["contradiction"]),
        ("data: name, form: aggregate", "data: name, until: aggregate", []),
        ("data: name, about: mailer", "data: name, about: packer", []),
    ],
)
def test_what_takes_an_overlap_away(permit: str, forbid: str, relation: list[str], tmp_path: Path) -> None:
    told = relations(tmp_path, f"permit: share, {permit}, cites: 1.1", f"forbid: share, {forbid}, cites: 1.2")
    assert told == relation


@pytest.mark.parametrize(
    ("permit", "limit", "relation"),
    [
        ("permit: use, data: both, for: business", "data: name, at: shop, only: {for: ship}", ["partial"]),
        ("permit: use, data: name, for: sell-more", "data: both, at: shop, only: {for: ship}", ["contradiction"]),
        ("permit: use, data: name, for: ship", "data: both, at: shop, only: {for: ship}", []),
        ("permit: share, data: name, to: mailer", "act: share, data: name, only: {to: packer}", ["contradiction"]),
        ("permit: share, data: name, to: vendor", "act: share, data: name, only: {to: mailer}", ["partial"]),
        ("permit: share, data: name, if: ordered", "act: share, data: name, only: {while: agreed}", []),
        ("permit: share, data: name, if: not agreed", "act: share, data: name, only: {while: agreed}",
         ["contradiction"]),
        ("permit: share, data: name", "act: share, data: name, require: {with: contract}", []),
        ("permit: share, data: name, if: not contract", "act: share, data: name, require: {with: contract}",
         ["contradiction"]),
        ("permit: share, data: name, about: mailer", "act: share, data: name, require: {consent: agreed}",
         ["contradiction"]),
        ("data: name, at: shop, only: {for: ship}", "data: name, at: shop, only: {for: bill}", ["nothing-left"]),
        ("data: name, at: shop, only: {for: orders}", "data: name, at: shop, only: {for: money}", []),
        ("data: name, at: shop, only: {while: agreed}", "data: name, at: shop, only: {while: not agreed}",
         ["nothing-left"]),
        ("disclaim: any, at: mailer", "permit: share, data: name, to: vendor", ["disclaimed"]),
        ("disclaim: any, at: mailer", "permit: share, data: name, to: packer", []),
    ],
)  # fmt: skip
def test_limits_requirements_and_disclaimers(permit: str, limit: str, relation: list[str], tmp_path: Path) -> None:
    assert relations(tmp_path, f"{permit}, cites: 1.1", f"{limit}, cites: 1.2") == relation


@pytest.mark.parametrize(
    ("clauses", "shadowed"),
    [
        (("permit: share, data: name, to: mailer", "permit: share, data: both, to: vendor"), {"c1": ["c2"]}),
        (("permit: share, data: name, for: ship", "permit: share, data: name, for: bill"), {}),
        (
            ("permit: use, data: both", "permit: use, data: name", "permit: use, data: address"),
            {"c1": ["c2", "c3"], "c2": ["c1"], "c3": ["c1"]},
        ),
        (("permit: use, data: name, if: agreed", "permit: use, data: name, if: not agreed", "permit: use, data: name"),
         {"c1": ["c3"], "c2": ["c3"], "c3": ["c1", "c2"]}),
        # An open category isn't covered by its parts.
        (("permit: share, data: name, to: vendor", "permit: share, data: name, to: mailer",
          "permit: share, data: name, to: packer"), {"c2": ["c1"], "c3": ["c1"]}),
        # The first permit lies around the forbid, the second crosses it: without it nothing would be conflicting.
        (("permit: use, data: both", "permit: use, data: name, for: orders",
          "forbid: use, data: name, for: money"), {}),
        (("forbid: use, data: name, for: ship", "forbid: any, data: name"), {"c1": ["c2"]}),
        (("forbid: use, data: name, travels: yes", "forbid: any, data: name"), {}),
        (("forbid: use, data: name", "forbid: any, data: name, hedged: usually"), {}),
        (("act: use, data: name, require: {with: contract}", "act: use, data: both, require: {with: contract}"),
         {"c1": ["c2"]}),
        # An exception names it.
        (("permit: share, data: name, to: mailer", "permit: share, data: both, to: vendor",
          "forbid: share, data: name, for: bill, except: {clauses: c1}"), {}),
    ],
)  # fmt: skip
def test_shadowed(clauses: tuple[str, ...], shadowed: dict[str, list[str]], tmp_path: Path) -> None:
    lines = "".join(f"  c{n}: {{{text}, cites: 1.{n}}}\n" for n, text in enumerate(clauses, 1))
    remarks = [one for one in found(tmp_path, lines).remarks if one.fault is Fault.SHADOWED]
    told = {one.clause.name: [name.removeprefix("shop/") for name in one.clauses] for one in remarks}
    assert told == shadowed


@pytest.mark.parametrize(
    ("clause", "why"),
    [
        ("permit: use, data: name, if: agreed and not agreed", "its `if` holds in no state"),
        ("forbid: share, data: name, except: {data: both}", "its exceptions take all of it away"),
        ("forbid: share, data: name, if: agreed, except: agreed", "its exceptions take all of it away"),
        ("permit: use, data: name, by: mailer, from: packer, to: packer", "its fields rule each other out"),
        ("data: name, at: shop, for: ship, only: {for: orders}", "nothing in its reach could fail it"),
        ("act: use, data: name, if: contract, require: {with: contract}", "nothing in its reach could fail it"),
        ("if: ordered and not ordered, require: {delete: name}", "its `if` holds in no state"),
        ("permit: use, data: name, if: agreed", ""),
        ("if: ordered, require: {delete: name}", ""),
        ("act: use, data: name, require: {happens: always}", ""),
    ],
)
def test_vacuous(clause: str, why: str, tmp_path: Path) -> None:
    remarks = found(tmp_path, f"  c1: {{{clause}, cites: 1.1}}\n").remarks
    assert [one.why for one in remarks if one.fault is Fault.VACUOUS] == ([why] if why else [])


def test_a_broad_clause_is_counted_exactly(tmp_path: Path) -> None:
    """Seven acts over ends the party has a hand in would be many; one act on three data for three purposes isn't."""
    file = tmp_path / "shop.policy.yaml"
    file.write_text(
        f"{WORDS}  c1: {{permit: share, data: details, to: vendor, for: business, cites: 1.1}}\n", encoding="utf-8"
    )
    system = read_policy(file)
    told = consistency(system, system.policies[0], broad=0, alone=True)
    # share, publish, sell; name, address, phone; mailer, packer, another vendor; ship, bill, sell-more
    assert [one.count for one in told.remarks if one.fault is Fault.BROAD] == [3 * 3 * 3 * 3]


@pytest.mark.parametrize(
    ("clause", "left"),
    [
        ("permit: share, data: name, to: mailer, for: ship", ()),
        ("permit: share, data: name, for: ship", ("to",)),
        ("permit: use, data: name", ("for",)),
        ("permit: any", ("data", "to", "for")),
        ("data: name, at: shop, only: {for: ship}", ()),
    ],
)
def test_open(clause: str, left: tuple[str, ...], tmp_path: Path) -> None:
    remarks = found(tmp_path, f"  c1: {{{clause}, cites: 1.1}}\n").remarks
    assert [one.open for one in remarks if one.fault is Fault.OPEN] == ([left] if left else [])

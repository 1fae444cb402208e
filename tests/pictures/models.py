"""Random models of the size a real policy has, as files, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from flowvow.checks.run import check
from flowvow.model.system import System
from flowvow.pictures.scene import Scene
from flowvow.reading.model import read_model

_CATEGORIES = {
    "contact-details": ("full-name", "email-address", "phone-number", "postal-address", "home-town"),
    "billing-details": ("card-number", "bank-account", "billing-name", "invoice-address", "tax-number"),
    "behaviour": ("page-views", "search-words", "device-model", "cookie-identifier", "ip-address"),
    "content": ("uploaded-documents", "calendar-entries", "meeting-recordings", "chat-messages"),
    "account": ("user-name", "password-hash", "last-login", "language-settings"),
}
_PURPOSES = {
    "provide-the-service": ("take-payment", "answer-questions", "sign-in", "send-invoices"),
    "improve-the-product": ("measure-use", "research-and-development", "find-faults"),
    "marketing": ("send-offers", "advertise"),
    "comply-with-the-law": ("keep-books", "answer-courts"),
}
_CHOICES = ("newsletter", "profiling", "phone-calls", "sharing-choice")
_PEOPLE = ("customer", "visitor", "subscriber", "employee", "account-owner", "meeting-guest", "job-applicant")
_SYSTEMS = (
    "web-server", "billing-desk", "support-desk", "mail-desk", "search-index", "sign-in-service", "report-maker",
    "order-system", "analytics-team", "sales-team",
)  # fmt: skip
_STORES = ("customer-database", "invoice-archive", "access-log", "document-store", "ticket-store", "backup-disks")
_KINDS = ("vendor", "vendor", "processor", "partner", "ad-network", "authority")
_OUTSIDERS = (
    "payment-gateway", "mail-sender", "cloud-host", "call-centre", "measuring-firm", "translation-bureau",
    "print-shop", "parcel-carrier", "credit-agency", "survey-maker", "tax-office", "ad-exchange", "reseller",
    "fraud-screener", "map-provider", "video-host",
)  # fmt: skip
_CLAUSES = (
    "collecting: {permit: collect, data: personal, for: [provide-the-service, improve-the-product]}",
    "offers-asked: {permit: collect, data: contact-details, for: marketing, if: newsletter}",
    "using: {permit: use, data: personal, for: [provide-the-service, improve-the-product, comply-with-the-law]}",
    "keeping: {permit: [keep, read], data: personal}",
    "vendors: {permit: share, data: [contact-details, behaviour, content], to: vendor, for: provide-the-service}",
    "paying: {permit: share, data: billing-details, to: processor, for: take-payment}",
    "asked-first: {permit: share, data: contact-details, to: partner, if: sharing-choice}",
    "courts: {permit: share, data: personal, to: authority, if: court-order}",
    "no-selling: {forbid: share, data: personal, to: ad-network, travels: yes}",
    "hired-for-that: {data: [contact-details, content], at: vendor, only: {for: [provide-the-service]}}",
    "profiling-asked: {act: use, data: behaviour, for: marketing, only: {while: profiling}}",
)


def modelled(seed: int, folder: Path, actors: int = 30, flows: int = 70) -> Scene:
    """A model with this many actors and stores that have flows, written to the folder, read back and checked."""
    files = _Model(Random(seed), seed, actors, flows).files()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    system = read_model(folder / "model.flow.yaml")
    assert len(_ends(system)) == actors
    assert len(system.flows) == flows
    return Scene(system, check(system))


def _ends(system: System) -> set[str]:
    return {end for flow in system.flows for end in (flow.sender, flow.recipient, flow.at) if end}


class _Model:
    """The files under way."""

    def __init__(self, chance: Random, seed: int, actors: int, flows: int) -> None:
        self.chance, self.seed, self.flows = chance, seed, flows
        self.people = chance.sample(_PEOPLE, actors * 5 // 30)
        self.systems = chance.sample(_SYSTEMS, actors * 7 // 30)
        self.stores = chance.sample(_STORES, actors * 4 // 30)
        self.others = chance.sample(_OUTSIDERS, actors - len(self.people) - len(self.systems) - len(self.stores))

    def files(self) -> dict[str, str]:
        return {"model.flow.yaml": "\n".join((*self._flow_file(), "")), "model.policy.yaml": "\n".join(_policy())}

    def _flow_file(self) -> Iterator[str]:
        chance = self.chance
        yield from ("flowvow: 1", f"system: generated system {self.seed}", "policies: [model.policy.yaml]", "actors:")
        yield from (f"  {name}: person" for name in self.people)
        yield from (f"  {name}: {{of: company}}" for name in self.systems)
        yield from (f"  {name}: {{is: {chance.choice(_KINDS)}}}" for name in self.others)
        yield "stores:"
        for name in self.stores:
            yield f"  {name}: {{of: {chance.choice(self.systems)}, kept: {chance.choice((1, 2, 7))} years}}"
        yield "flows:"
        for number, ends in enumerate(self._ends()):
            yield f"  flow-{number}: {{{ends}}}"

    def _ends(self) -> Iterator[str]:
        """Everybody has a flow; then more by chance, one in eight of them in place, one in thirty a deletion."""
        chance = self.chance
        for name in self.people:
            yield self._line(f"from: {name}, to: {chance.choice(self.systems)}")
        for name in (*self.systems[1:], *self.stores, *self.others):
            yield self._line(f"from: {chance.choice([one for one in self.systems if one != name])}, to: {name}")
        yield self._line(f"from: {self.systems[1]}, to: {self.systems[0]}")
        for _ in range(self.flows - len(self.people) - len(self.systems) - len(self.stores) - len(self.others)):
            turn = chance.random()
            system, store = chance.choice(self.systems), chance.choice(self.stores)
            if turn < 0.03:
                yield f"act: delete, at: {store}, data: {self._data()}, within: 30 days"
            elif turn < 0.15:
                yield self._line(f"at: {system}")
            else:
                yield self._line("from: {}, to: {}".format(*self._pair(turn, system, store)))

    def _pair(self, turn: float, system: str, store: str) -> Sequence[str]:
        chance = self.chance
        if turn < 0.4:
            return chance.choice(self.people), system
        if turn < 0.6:
            return (system, store) if chance.random() < 0.6 else (store, system)
        if turn < 0.85:
            return system, chance.choice(self.others)
        if turn < 0.93:
            return chance.choice(self.others), system
        return chance.sample(self.others if turn < 0.96 else self.systems, 2)

    def _line(self, ends: str) -> str:
        chance = self.chance
        rare = chance.random() < 0.1
        aims = [aim for name, parts in _PURPOSES.items() if (name == "marketing") is rare for aim in parts]
        when = f", when: {chance.choice(_CHOICES)}" if chance.random() < 0.15 else ""
        return f"{ends}, data: {self._data()}, for: {chance.choice(aims)}{when}"

    def _data(self) -> str:
        chance = self.chance
        parts = _CATEGORIES[chance.choice(list(_CATEGORIES))]
        return f"[{', '.join(chance.sample(parts, chance.choice((1, 1, 2, 3))))}]"


def _policy() -> Iterator[str]:
    yield from ("flowvow: 1", "policy: promises", "party: company", "actors:")
    yield "  vendor: {includes: [processor]}"
    yield from (f"  {name}:" for name in ("processor", "partner", "ad-network", "authority"))
    yield from ("data:", f"  personal: {{includes: [{', '.join(_CATEGORIES)}]}}")
    yield from (f"  {name}: {{means: [{', '.join(parts)}]}}" for name, parts in _CATEGORIES.items())
    yield "purposes:"
    yield from (f"  {name}: {{includes: [{', '.join(parts)}]}}" for name, parts in _PURPOSES.items())
    yield "conditions:"
    yield from (f"  {name}: {{choice: person, default: refused}}" for name in _CHOICES)
    yield from ("  court-order: {circumstance: company}", "clauses:")
    yield from (f"  {clause[:-1]}, cites: 1.{number}}}" for number, clause in enumerate(_CLAUSES, 1))
    yield ""

"""A company of any size: departments with services, stores, vendors and their vendors, under twenty clauses.

The same size and seed give the same files. Most flows keep the policy; about one in ten doesn't. A strict policy
instead forbids everything, so that every flow that happens gives a finding with a route.
"""

from __future__ import annotations

from random import Random

from writing import cited

CATEGORIES = {
    "contact": ("name", "email", "phone", "address", "city"),
    "billing": ("card-number", "bank-account", "billing-name", "invoice", "tax-number"),
    "behaviour": ("page-views", "clicks", "searches", "device", "cookie-id"),
    "orders": ("basket", "order-total", "delivery-slot", "returns-made", "gift-note"),
    "support": ("question", "complaint", "call-notes", "rating", "chat-log"),
    "place": ("ip-address", "region", "time-zone", "language", "shop-visited"),
    "account": ("user-name", "password-hash", "last-login", "settings", "member-level"),
    "health": ("allergy", "size", "diet", "age-band", "pharmacy-order"),
}
PURPOSES = {
    "serve": ("ship", "take-payment", "answer", "sign-in"),
    "improve": ("measure", "test", "plan"),
    "marketing": ("send-offers", "advertise"),
    "comply": ("keep-books", "answer-courts"),
}
CHOICES = ("newsletter", "profiling", "ordering", "reviews", "phone-calls", "sharing-choice", "cookies", "research")
CIRCUMSTANCES = ("court-order", "audit", "erasure-request", "account-closed")
FLOWS_A_DEPARTMENT = 40

POLICY = """\
flowvow: 1
policy: promises
party: company

actors:
  customer:   person
  employee:   person
  vendor:     {includes: [processor]}
  processor:
  ad-network:

data:
  personal: {includes: [%(categories)s]}
%(data)s
  usage-counts: {form: aggregate}

purposes:
%(purposes)s

conditions:
%(choices)s
%(circumstances)s
  vendor-contract: {safeguard: contract}
  tls:             {safeguard: technical}

clauses:
%(clauses)s
"""

CLAUSES = """\
  collecting:       {permit: collect, data: personal, for: [serve, improve, comply]}
  offers-asked:     {permit: collect, data: contact, for: marketing, if: newsletter}
  using:            {permit: use, data: personal, for: [serve, improve, comply]}
  counting:         {permit: use, data: [behaviour, place, usage-counts], for: improve}
  keeping:          {permit: [keep, read], data: personal}
  vendors:          {permit: share, data: [contact, orders, place], to: vendor, for: serve, if: vendor-contract}
  processors:       {permit: share, data: billing, to: processor, for: take-payment}
  courts:           {permit: share, data: personal, to: vendor, if: court-order}
  no-selling:       {forbid: share, data: personal, to: ad-network, travels: yes}
  no-health:        {forbid: share, data: health, to: vendor, except: [court-order, {for: serve}]}
  no-list-selling:  {forbid: share, data: contact, to: vendor, for: marketing, travels: yes, except: sharing-choice}
  cards-for-paying: {data: card-number, at: processor, only: {for: take-payment}}
  hired-for-that:   {data: [contact, support], at: vendor, only: {for: [serve, improve]}}
  passwords:        {data: password-hash, at: company, only: {for: sign-in}}
  profiling-asked:  {act: use, data: behaviour, for: marketing, only: {while: profiling}}
  contracts:        {act: share, data: personal, to: vendor, require: {with: vendor-contract}}
  encrypted:        {act: keep, data: billing, require: {with: tls}}
  calls-stop:       {act: share, data: phone, to: vendor, for: marketing, require: {opt-out: phone-calls}}
  training:         {duty: train the staff, why: no data move}
  staff:            {disclaim: any, about: employee}
"""
STRICT = "  nothing: {forbid: any, by: anyone}\n"


def company(flows: int, strict: bool = False, framed: bool = False, seed: int = 1) -> dict[str, str]:
    """The files of a company with about so many flows, by name.

    Args:
        flows: how many.
        strict: whether the policy forbids everything.
        framed: whether lines share their fields in frames, which takes half the words; a file holds a million.
        seed: for the chances.
    """
    text = _Company(flows, framed, Random(seed)).text()
    return {"company.flow.yaml": text, "company.policy.yaml": _policy(strict)}


def _policy(strict: bool) -> str:
    return POLICY % {
        "categories": ", ".join(CATEGORIES),
        "data": "\n".join(f"  {name}: {{means: [{', '.join(parts)}]}}" for name, parts in CATEGORIES.items()),
        "purposes": "\n".join(f"  {name}: {{includes: [{', '.join(parts)}]}}" for name, parts in PURPOSES.items()),
        "choices": "\n".join(f"  {name}: {{choice: customer, default: refused}}" for name in CHOICES),
        "circumstances": "\n".join(f"  {name}: {{circumstance: company}}" for name in CIRCUMSTANCES),
        "clauses": cited(STRICT if strict else CLAUSES),
    }


class _Company:
    """Writes the flow file, department by department."""

    def __init__(self, flows: int, framed: bool, random: Random) -> None:
        self.random = random
        self.framed = framed
        self.departments = max(1, flows // FLOWS_A_DEPARTMENT)
        self.lines: list[str] = []

    def text(self) -> str:
        numbers = range(self.departments)
        actors = [line for d in numbers for line in self.actors(d)]
        stores = [
            f"  db-{d}: {{of: dept-{d}, kept: {self.random.choice((1, 2, 7))} years, with: tls}}" for d in numbers
        ]
        for d in numbers:
            self.department(d)
        head = ["flowvow: 1", f"system: a company of {self.departments} departments", "policies: [company.policy.yaml]"]
        return "\n".join([*head, "actors:", *actors, "stores:", *stores, "flows:", *self.lines, ""])

    def actors(self, d: int) -> list[str]:
        vendor = self.random.choice(("vendor", "vendor", "processor"))
        sub = self.random.choice(("vendor", "vendor", "ad-network")) if d % 10 == 0 else "vendor"
        return [
            f"  dept-{d}: {{of: company}}",
            f"  web-{d}: {{of: dept-{d}, with: tls}}",
            f"  app-{d}: {{of: dept-{d}}}",
            f"  vendor-{d}: {{is: {vendor}}}",
            f"  sub-{d}: {{is: {sub}}}",
        ]

    def department(self, d: int) -> None:
        """Forty flows: in, across, to rest and back, out and further out."""
        kinds = self.random.sample(list(CATEGORIES), 4)
        asked = self.random.sample([atom for kind in kinds for atom in CATEGORIES[kind]], 12)
        web, app, vendor = f"web-{d}", f"app-{d}", f"vendor-{d}"
        taken = self.frame("intake", d, f"from: customer, to: {web}", asked, 8, guarded=True)
        known = self.frame("handing", d, f"from: {web}, to: {app}", taken, 8)
        stored = self.frame("keeping", d, f"from: {app}, to: db-{d}", known, 6)
        self.frame("looking", d, f"from: db-{d}, to: {app}", stored, 4)
        hired = "with: vendor-contract"
        given = self.frame("hiring", d, f"from: {app}, to: {vendor}, {hired}", known, 5, guarded=True)
        self.frame("further", d, f"from: {vendor}, to: sub-{d}, {hired}", given, 2, marketing=0.2)
        self.frame("working", d, f"at: {app}", known, 3)
        other = self.random.randrange(self.departments)
        if other != d:
            self.frame("telling", d, f"from: {app}, to: app-{other}", known, 2)
        data = ", ".join(self.random.sample(known, 2))
        self.lines += [
            f"  counting-{d}: {{at: {app}, data: [{data}], makes: usage-counts, how: aggregate, for: measure}}",
            f"  erasing-{d}: {{act: delete, at: db-{d}, data: {stored[0]}, within: 30 days, when: erasure-request}}",
        ]

    def frame(
        self,
        name: str,
        d: int,
        ends: str,
        held: list[str],
        lines: int,
        guarded: bool = False,
        marketing: float = 0.04,
    ) -> list[str]:
        """Lines with the same ends and purpose, each with some of what is held; gives all that they carry."""
        guard = f", when: {self.guard()}" if guarded and self.random.random() < 0.3 else ""
        shared = f"{ends}, for: {self.purpose(marketing)}{guard}"
        if self.framed:
            self.lines += [f"  {name}-{d}:", *(f"    {field}" for field in shared.split(", ")), "    each:"]
        carried: dict[str, None] = {}
        for n in range(lines):
            data = self.random.sample(held, min(len(held), self.random.choice((1, 1, 2, 3))))
            carried.update(dict.fromkeys(data))
            listed = data[0] if len(data) == 1 else f"[{', '.join(data)}]"
            if self.framed:
                self.lines.append(f"      {name}-{d}-{n}: {{data: {listed}}}")
            else:
                self.lines.append(f"  {name}-{d}-{n}: {{{shared}, data: {listed}, cites: 2.{n + 1}}}")
        return list(carried)

    def purpose(self, marketing: float) -> str:
        if self.random.random() < marketing:
            return self.random.choice(PURPOSES["marketing"])
        return self.random.choice((*PURPOSES["serve"], *PURPOSES["improve"]))

    def guard(self) -> str:
        one, other = self.random.sample(CHOICES, 2)
        return self.random.choice((one, f"{one} and {other}", f"{one} or {other}", f"{one} and not {other}"))

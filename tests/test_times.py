"""Every two of some durations, compared and added, whole: the tables hold what each calendar allows.

What isn't listed below a duration can't be told.
"""

from __future__ import annotations

from itertools import product

from flowvow.model.names import Form
from flowvow.model.times import Duration, Length, Sum, Truth, add, at_most
from flowvow.model.vocabulary import at_or_below, highest

from .conftest import Compare

COUNTS = [
    (0, "months"),
    (0, "days"), (1, "minutes"), (60, "minutes"), (1, "hours"), (24, "hours"), (1, "days"), (7, "days"), (1, "weeks"),
    (28, "days"), (29, "days"), (31, "days"), (32, "days"), (1, "months"), (2, "months"), (12, "months"),
    (365, "days"), (366, "days"), (367, "days"), (1, "years"), (0, "business days"), (1, "business days"),
    (30, "business days"), (48, "months"), (1461, "days"), (1460, "days"), (4800, "months"), (146097, "days"),
    (146098, "days"), (146096, "days"), (59, "days"), (62, "days"), (63, "days"),
    (4801, "months"), (146124, "days"), (146125, "days"), (146128, "days"), (146129, "days"),
]  # fmt: skip
OTHERS = [Duration(kind) for kind in (Length.SESSION, Length.FOREVER, Length.NONE)]
OTHERS += [Duration(Length.UNTIL, name="cancelled"), Duration(Length.UNTIL, name="paid")]
LENGTHS = [*(Duration(Length.COUNT, count, unit) for count, unit in COUNTS), *OTHERS]
FEW = [one for one in LENGTHS if one.count in (0, 1, 2, 7, 24, 30) or one.unit == ""]
SUMS = [Sum((one, Duration(Length.COUNT, 1, "months"))) for one in (FEW[1], Duration(Length.COUNT, 3, "business days"))]


def test_which_is_no_longer_than_which(same_text: Compare) -> None:
    rows = []
    for a in (*LENGTHS, *SUMS):
        rows.append(f"{a}\n")
        for truth, said in ((Truth.YES, "no longer than"), (Truth.NO, "longer than")):
            found = [str(b) for b in (*LENGTHS, *SUMS) if Truth(at_most(a, b)) is truth]
            rows.append(f"  {said} {', '.join(found)}\n" if found else "")
    same_text("times-compared.txt", "".join(rows))


def test_one_and_then_the_other(same_text: Compare) -> None:
    both = [*FEW, *SUMS]
    rows = [f"{a} and then\n" + "".join(f"  {b}: {add(a, b)}\n" for b in both) for a in both]
    same_text("times-added.txt", "".join(rows))


def test_months_without_number_are_as_long_as_they_are() -> None:
    months, days = (Duration(Length.COUNT, count, unit) for count, unit in ((10**17, "months"), (2 * 10**18, "days")))
    assert (at_most(months, days), at_most(days, months)) == (Truth.NO, Truth.YES)


def test_the_most_identifying_form(same_text: Compare) -> None:
    forms: list[Form | None] = [*Form, None]
    shown = {form: form.value if form else "unknown" for form in forms}
    rows = [f"{shown[a]}, {shown[b]}: {shown[highest([a, b])]}" for a, b in product(forms, repeat=2)]
    rows += [f"nothing: {shown[highest([])]}"]
    rows += [f"{a.value} at or below {b.value}: {at_or_below(a, b)}" for a, b in product(Form, repeat=2)]
    same_text("forms.txt", "\n".join(rows) + "\n")

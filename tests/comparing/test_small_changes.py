"""One edit of a small policy at a time: each is told once, by what it means, and nothing else is."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Compare
from tests.faces.running import flowvow

SMALL = Path(__file__).parent / "small.policy.yaml"
EDITS = {
    "a permit widened": ("data: diagnosis, to: lab", "data: health, to: lab"),
    "a permit narrowed by form": ("data: diagnosis, to: lab", "data: diagnosis, form: pseudonymous, to: lab"),
    "an exception added": ("to: insurer, cites", "to: insurer, except: emergency, cites"),
    "a condition added": ("to: lab, for: care, cites", "to: lab, for: care, if: agrees, cites"),
    "a citation moved": ("cites: 3.2", "cites: 3.9"),
    "a clause renamed": ("no-insurer: ", "insurers-out: "),
    "parts listed the other way round": ("[email, phone]", "[phone, email]"),
    "kept for longer": ("kept: 30 days", "kept: 45 days"),
    "kept for less": ("kept: 30 days", "kept: 7 days"),
    "a term made longer": ("within: 30 days", "within: 45 days"),
    "a ban dropped": ("  no-research: {forbid: use, data: health, for: research, cites: 3.4}\n", ""),
    "a ban that travels": ("to: insurer, cites", "to: insurer, travels: yes, cites"),
    "a ban softened": ("to: insurer, cites", "to: insurer, hedged: usually, cites"),
    "a term softened": ("within: 30 days}, cites", "within: 30 days}, hedged: normally, cites"),
    "a closed name opened": ("contact: {means", "contact: {includes"),
    "a purpose moved under another": ("[treat, remind]", "[treat, remind, billing]"),
    "consent taken for given": ("default: refused", "default: granted"),
}


def test_each_edit_is_told_once(tmp_path: Path, same_text: Compare) -> None:
    text = SMALL.read_text(encoding="utf-8")
    (tmp_path / "before.policy.yaml").write_text(text, encoding="utf-8")
    told = []
    for what, (before, after) in EDITS.items():
        assert text.count(before) == 1, what
        (tmp_path / "after.policy.yaml").write_text(text.replace(before, after), encoding="utf-8")
        done = flowvow("diff", "before.policy.yaml", "after.policy.yaml", cwd=tmp_path)
        _, _, shown = done.out.partition("\n\n")
        told.append(f"# {what}: {before.strip()} -> {after.strip() or 'nothing'}\n\n{shown}exit code {done.code}\n")
    same_text("small-changes.txt", "\n\n".join(told))


def test_a_dropped_limit_frees_what_is_made_of_its_data(tmp_path: Path) -> None:
    """A permit of a product alone is told of what is derived; the new text still doesn't refine the old one."""
    head = "flowvow: 1\npolicy: {}\nparty: shop\nactors: {{customer: person}}\ndata: {{card: , total: }}\n"
    head += "purposes: {{bill: , count: }}\nclauses:\n"
    made = "  totals: {permit: derive, makes: total, for: count, cites: 1.1}\n"
    limit = "  solely: {data: card, at: shop, only: {for: bill}, cites: 1.2}\n"
    (tmp_path / "old.policy.yaml").write_text(head.format("old") + made + limit, encoding="utf-8")
    (tmp_path / "new.policy.yaml").write_text(head.format("new") + made, encoding="utf-8")
    told = flowvow("diff", "old.policy.yaml", "new.policy.yaml", cwd=tmp_path)
    assert "do anything with card: only for bill\n  now       new says nothing of it\n" in told.out
    done = flowvow("diff", "old.policy.yaml", "new.policy.yaml", "--refines", cwd=tmp_path)
    assert (done.code, "derive total of card for count\n  now       new/totals (1.1) permits it" in done.out) == (
        1,
        True,
    )

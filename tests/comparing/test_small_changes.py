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

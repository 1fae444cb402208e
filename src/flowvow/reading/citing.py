"""Fields that cite sentences."""

from __future__ import annotations

import re

from flowvow.reading.notes import Notes
from flowvow.reading.values import Schema, Value, listed, one_or_list
from flowvow.text.nodes import Node, Scalar

SENTENCE = re.compile(r"\d{1,6}(?:\.\d{1,6})+", re.ASCII)


class Cited(Value):
    """Sentences of a policy."""

    def read(self, node: Node, notes: Notes) -> tuple[str, ...] | None:
        """Each as ``policy/section.sentence``."""
        if type(node) is Scalar:
            cited = self._one(node, notes)
            return (cited,) if cited else None
        found = [self._one(one, notes) for one in listed(node, notes, "a sentence's number")]
        return tuple(cited for cited in found if cited) or None

    def _one(self, node: Scalar, notes: Notes) -> str:
        policy, slash, sentence = node.text.rpartition("/")
        if not SENTENCE.fullmatch(sentence):
            said = f"'{node.text[:80]}' is no sentence's number" if node.text else "a sentence's number is missing here"
            ranged = any(dash in sentence for dash in "-–—")
            remedy = "list them one by one" if ranged else "write `section.sentence`, such as `4.5`"
            notes.problem(node, "ranges of sentences are refused" if ranged else said, remedy)
            return ""
        if not slash:
            if not notes.policy:
                several = len(notes.policies) > 1
                notes.problem(
                    node,
                    f"it isn't said which policy '{sentence}' is in"
                    if several
                    else "no policy is named that could be cited",
                    f"write `{notes.policies[0]}/{sentence}`" if several else "name the policy files under `policies:`",
                )
                return ""
            policy = notes.policy
        cited = f"{policy}/{sentence}"
        notes.cited.append((cited, node))
        return cited

    def schema(self) -> Schema:
        """A number such as 4.5 is a number to a schema's reader."""
        return one_or_list({"type": ["string", "number"]})

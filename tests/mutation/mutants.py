"""The small faults that are planted: each a piece of a file's tree and what stands there instead.

What isn't planted: faults in annotations, docstrings, imports, assertions, the arguments of `raise` and what is done
to be quick (`@cache`, `cache_hash`); there a fault changes no answer.
"""

from __future__ import annotations

import ast
import hashlib
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "flowvow"
ROOMS = ("model", "policy", "checks", "graph")

QUICK = {"cache", "lru_cache", "cached_property", "cache_hash", "overload", "runtime_checkable"}
UNTOUCHED = (ast.Import, ast.ImportFrom, ast.Assert, ast.Global, ast.Nonlocal, ast.Pass)
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,), ast.NotIn: (ast.In,), ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
}  # fmt: skip
OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult, ast.Div: ast.Mult, ast.Mod: ast.Add,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.BitXor: ast.BitAnd,
    ast.LShift: ast.RShift, ast.RShift: ast.LShift,
}  # fmt: skip
CALLS = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}


class Place(NamedTuple):
    """Where a piece hangs in its tree: a field of its parent, and which of several."""

    parent: ast.AST
    field: str
    index: int | None

    def put(self, node: object) -> None:
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


class Mutant(NamedTuple):
    """One planted fault.

    Attributes:
        function: the names of classes and functions around it, with dots; empty outside of all.
        live: whether it is in a function's body, whose code can be exchanged while the program runs.
        start, end: the lines of the piece.
        around: the lines of the statement that it is in, or of its head.
        id: the same wherever the function moves, and until the piece itself changes.
    """

    file: str
    function: str
    live: bool
    start: int
    end: int
    around: tuple[int, int]
    before: str
    after: str
    id: str
    place: Place
    old: ast.AST | None
    new: ast.AST | None

    def __str__(self) -> str:
        return f"{self.id} {self.file}:{self.start} {self.function}: {self.before} → {self.after}"


def files(room: str) -> list[str]:
    """The files of a room, below `src/flowvow`."""
    return sorted(path.relative_to(SOURCE).as_posix() for path in (SOURCE / room).rglob("*.py"))


def tree_of(file: str) -> ast.Module:
    return ast.parse((SOURCE / file).read_text(encoding="utf-8"), str(SOURCE / file))


def mutants(file: str, tree: ast.Module) -> list[Mutant]:
    """All mutants of a file, in its order."""
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for place, function, live, around, old, new in _changes(tree):
        before, after = (_text(old), _text(new) if new is not None else "nothing")
        if before == after:
            continue
        key = (function, before, after)
        seen[key] += 1
        digest = hashlib.sha256("\0".join((file, *key, str(seen[key]))).encode()).hexdigest()[:8]
        line = getattr(old, "lineno", getattr(place.parent, "lineno", 1))
        end = getattr(old, "end_lineno", line) or line
        found.append(Mutant(file, function, live, line, end, around, before, after, digest, place, old, new))
    return found


def compiled(tree: ast.Module, mutant: Mutant) -> object:
    """The code of the file with the fault in it; the tree is left as it was."""
    place = mutant.place
    if mutant.new is None and place.index is not None:  # a piece of a list falls out
        whole = getattr(place.parent, place.field)
        setattr(place.parent, place.field, whole[: place.index] + whole[place.index + 1 :])
    else:
        whole = None
        place.put(mutant.new)
    try:
        ast.fix_missing_locations(tree)
        return compile(tree, str(SOURCE / mutant.file), "exec")
    finally:
        setattr(place.parent, place.field, whole) if whole is not None else place.put(mutant.old)


Lines = tuple[int, int]
Change = tuple[Place, str, bool, tuple[int, int], ast.AST, ast.AST | None]


def _changes(tree: ast.Module) -> Iterator[Change]:
    def walk(
        node: ast.AST, scope: tuple[str, ...], live: bool, around: Lines, function: ast.AST | None
    ) -> Iterator[Change]:
        for field, value in ast.iter_fields(node):
            if field in ("annotation", "returns") or (
                isinstance(node, ast.Subscript) and field == "slice" and not live
            ):
                continue
            for index, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if not isinstance(child, ast.AST) or isinstance(child, (*UNTOUCHED, ast.expr_context)):
                    continue
                if _is_docstring(node, field, index, child) or (isinstance(node, ast.Raise)):
                    continue
                if isinstance(child, ast.keyword) and child.arg in QUICK:
                    continue
                inside = live or (isinstance(node, ast.FunctionDef) and field == "body")
                within = node if isinstance(node, ast.FunctionDef) and field == "body" else function
                place = Place(node, field, index)
                lines = _lines(child) if isinstance(child, ast.stmt) else around
                for new in _instead(child, place, within):
                    if new is not None:
                        new = ast.copy_location(new, child)
                    yield place, ".".join(scope), inside, lines, child, new
                named = isinstance(child, (ast.FunctionDef, ast.ClassDef))
                yield from walk(child, (*scope, child.name) if named else scope, inside, lines, within)

    yield from walk(tree, (), False, (1, 1), None)


def _lines(statement: ast.stmt) -> tuple[int, int]:
    body = getattr(statement, "body", None)
    return statement.lineno, max(
        statement.lineno, body[0].lineno - 1
    ) if body else statement.end_lineno or statement.lineno


def _is_docstring(node: ast.AST, field: str, index: int | None, child: ast.AST) -> bool:
    whole = isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and field == "body" and index == 0
    return whole and isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)


def _instead(node: ast.AST, place: Place, function: ast.AST | None) -> Iterator[ast.AST | None]:
    """What is put in a node's place; None drops it."""
    match node:
        case ast.Compare():
            for i, op in enumerate(node.ops):
                for other in COMPARISONS[type(op)]:
                    new = deepcopy(node)
                    new.ops[i] = other()
                    yield new
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.And() if isinstance(op, ast.Or) else ast.Or(), values)
            for i in range(len(values)):
                rest = values[:i] + values[i + 1 :]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.UnaryOp(ast.Not() | ast.USub() | ast.Invert(), operand):
            yield operand
        case ast.BinOp(left, op, right):
            if not isinstance(left, (ast.Constant, ast.JoinedStr)) and not isinstance(
                right, (ast.Constant, ast.JoinedStr)
            ):
                yield left
                if not isinstance(op, ast.Sub):
                    yield right
            yield ast.BinOp(left, OPERATIONS[type(op)](), right)
        case ast.AugAssign(target, op, value):
            yield ast.AugAssign(target, OPERATIONS[type(op)](), value)
            yield ast.Pass()
        case ast.Constant():
            yield from _constants(node, place)
        case ast.Call():
            yield from _calls(node)
        case ast.Tuple(elts, ast.Load()) | ast.List(elts, ast.Load()) | ast.Set(elts) if len(elts) > 1:
            for i in range(len(elts)):
                new = deepcopy(node)
                del new.elts[i]  # type: ignore[attr-defined]
                yield new
        case ast.Dict(keys, values) if keys:
            for i in range(len(keys)):
                yield ast.Dict(keys[:i] + keys[i + 1 :], values[:i] + values[i + 1 :])
        case ast.comprehension(ifs=ifs) if ifs:
            for i in range(len(ifs)):
                new = deepcopy(node)
                del new.ifs[i]
                yield new
        case ast.Return(value) if value is not None:
            yield from _returns(value, function)
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.Expr() | ast.Raise() | ast.Delete():
            yield ast.Pass()
        case ast.Assign(targets) if not all(isinstance(t, (ast.Name, ast.Tuple)) for t in targets):
            yield ast.Pass()
        case ast.match_case():
            if len(place.parent.cases) > 1:  # type: ignore[attr-defined]
                yield None
        case ast.expr() if place.field == "decorator_list" and not _names(node) & QUICK:
            yield None
    plain = not isinstance(node, (ast.Compare, ast.Constant, ast.UnaryOp))
    if plain and place.field in ("test", "ifs", "guard"):
        yield ast.UnaryOp(ast.Not(), node)  # type: ignore[arg-type]


def _constants(node: ast.Constant, place: Place) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(place.parent, ast.Expr | ast.FormattedValue) or place.field == "format_spec":
        return
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str):
        yield ast.Constant(f"XX{value}XX")


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    if isinstance(node.func, ast.Name) and node.func.id in CALLS:
        name = ast.Name(CALLS[node.func.id], ast.Load())
        yield ast.Call(name, node.args, [] if node.func.id == "sorted" else node.keywords)
    for i, keyword in enumerate(node.keywords):
        if keyword.arg not in QUICK:
            yield ast.Call(node.func, node.args, node.keywords[:i] + node.keywords[i + 1 :])


def _returns(value: ast.expr, function: ast.AST | None) -> Iterator[ast.AST]:
    if isinstance(value, ast.Constant) and (value.value is None or isinstance(value.value, bool | int | str)):
        return
    if (
        isinstance(function, ast.FunctionDef)
        and isinstance(function.returns, ast.Name)
        and function.returns.id == "bool"
    ):
        yield ast.Return(ast.Constant(True))
        yield ast.Return(ast.Constant(False))
    else:
        yield ast.Return(ast.Constant(None))


def _names(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} | {
        n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)
    }


def _text(node: ast.AST | None) -> str:
    if isinstance(node, ast.match_case):
        return f"case {ast.unparse(node.pattern)}"
    if isinstance(node, ast.comprehension):
        return ast.unparse(node).strip()
    return " ".join(ast.unparse(node).split()) if node is not None else "nothing"

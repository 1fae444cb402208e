"""Planting a fault: in the functions of a running program, or in a file before anybody imports it."""

from __future__ import annotations

import ast
import gc
import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Iterator
from importlib.util import spec_from_file_location
from types import CodeType, FunctionType, ModuleType
from typing import Any

from .mutants import ROOMS, SOURCE, Mutant, compiled, files
from .running import remembering

Spot = tuple[str, str, int]  # file, qualified name, first line
Functions = dict[Spot, list[FunctionType]]


def name_of(file: str) -> str:
    """A module's name by its file."""
    return "flowvow." + file.removesuffix(".py").replace("/", ".").removesuffix(".__init__")


def alive() -> Functions:
    """All functions of the rooms, which are imported whole."""
    for room in ROOMS:
        for file in files(room):
            importlib.import_module(name_of(file))
    found: Functions = {}
    gc.collect()
    for cache in remembering():
        cache.cache_clear()  # what was answered while tests were collected was answered without a fault
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(SOURCE)):
            found.setdefault(_spot(one.__code__), []).append(one)
    return found


def _spot(code: CodeType) -> Spot:
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Functions of a file's code that are in no other function."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            if not inner.co_flags & 1:  # a class's body
                yield from _codes(inner)


class NotLiveError(Exception):
    """The fault can only be planted before the file is imported."""


def plant_live(tree: ast.Module, mutant: Mutant, functions: Functions) -> None:
    """Exchange the code of the function with the fault, or the constant that has it, wherever it was imported."""
    if not mutant.live:
        _plant_constant(tree, mutant)
        return
    whole = compiled(tree, mutant)
    assert isinstance(whole, CodeType)
    done = False
    for code in _codes(whole):
        for function in functions.get(_spot(code), ()):
            if code != function.__code__:
                if code.co_freevars != function.__code__.co_freevars:
                    raise NotLiveError
                function.__code__ = code
                done = True
    if not done:
        raise NotLiveError


def _plant_constant(tree: ast.Module, mutant: Mutant) -> None:
    """A name's value at the top of a file, and what is made of it further down in that file."""
    module = sys.modules[name_of(mutant.file)]
    start = next(
        (i for i, one in enumerate(tree.body) if mutant.start in range(one.lineno, (one.end_lineno or 0) + 1)), None
    )
    if start is None or mutant.function or not isinstance(tree.body[start], ast.Assign | ast.AnnAssign):
        raise NotLiveError
    whole = mutant_body(tree, mutant)
    later = [one for one in whole[start:] if isinstance(one, ast.Assign | ast.AnnAssign) and one.value is not None]
    names = dict(vars(module))
    exec(compile(ast.Module(later, []), str(SOURCE / mutant.file), "exec"), names)
    changed = {name: value for name, value in names.items() if vars(module).get(name) is not value and name[:2] != "__"}
    old = {id(vars(module)[name]): value for name, value in changed.items() if not _shared(vars(module)[name])}
    for other in list(sys.modules.values()):
        for name, value in list(vars(other).items()) if isinstance(other, ModuleType) else ():
            if other is module and name in changed:
                setattr(other, name, changed[name])
            elif id(value) in old and other.__name__.startswith(("flowvow", "tests")):
                setattr(other, name, old[id(value)])
            elif name in changed and other.__name__.startswith("flowvow") and value is vars(module).get(name):
                setattr(other, name, changed[name])


def _shared(value: Any) -> bool:
    return value is None or isinstance(value, bool | int | str | type) or value == () or value == frozenset()


def mutant_body(tree: ast.Module, mutant: Mutant) -> list[ast.stmt]:
    """The statements of the file with the fault in it; the tree stays so."""
    place = mutant.place
    if mutant.new is None and place.index is not None:
        del getattr(place.parent, place.field)[place.index]
    else:
        place.put(mutant.new)
    ast.fix_missing_locations(tree)
    return tree.body


class Faulty(importlib.abc.MetaPathFinder, importlib.machinery.SourceFileLoader):
    """Finds one module, with a fault in it."""

    def __init__(self, mutant: Mutant, code: object) -> None:
        super().__init__(name_of(mutant.file), str(SOURCE / mutant.file))
        self.code = code

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> Any:  # noqa: ARG002
        package = [str(SOURCE / self.path).rpartition("/")[0]] if self.path.endswith("__init__.py") else None
        if fullname == self.name:
            return spec_from_file_location(fullname, self.path, loader=self, submodule_search_locations=package)
        return None

    def get_code(self, fullname: str) -> Any:  # noqa: ARG002
        return self.code


def plant_early(tree: ast.Module, mutant: Mutant) -> None:
    """Plant the fault before the file is imported."""
    assert name_of(mutant.file) not in sys.modules
    sys.meta_path.insert(0, Faulty(mutant, compiled(tree, mutant)))

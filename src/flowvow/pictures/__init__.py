"""Floor 4: model and report to drawings, drawings to DOT, SVG, PNG, PDF, Mermaid and the ledger.

A view makes a `Drawing` (`drawing.py`). `dot.py` composes its source, `render.py` lays it out, `places.py` reads the
places back, and `svg.py` writes the picture; `exports.py` turns that into PNG and PDF.
"""

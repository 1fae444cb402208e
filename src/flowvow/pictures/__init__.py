"""Floor 4: model and report to drawings, drawings to DOT, SVG, PNG, PDF, Mermaid and the ledger.

A view (`views/`, one file each) picks flows of a `Scene` (the model and its report) and says how to tell them;
`sketch.py` makes them a `Drawing` (`drawing.py`): `lanes.py` says who stands where, `merging.py` what an arrow says,
`folding.py` who shares a box. `dot.py` composes a drawing's source, `render.py` lays it out, `places.py` reads the
places back, and `svg.py` writes the picture; `exports.py` turns that into PNG and PDF.
"""

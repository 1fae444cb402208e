"""Floor 4: model and report to drawings, drawings to DOT and SVG."""

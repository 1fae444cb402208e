"""Floor 2: frozen values that say what a model is; no input or output, no graph, no printing."""

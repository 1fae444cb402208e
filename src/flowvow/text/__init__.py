"""Floor 1: sources, spans, the located tree and problems with their suggestions."""

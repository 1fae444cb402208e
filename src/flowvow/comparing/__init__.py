"""Floor 4: policies by themselves, by the geometry of their patterns: conflicts, questions to a text."""

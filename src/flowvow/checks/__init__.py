"""Floor 4: one file a check."""

"""Floor 4: files and folders to a model."""

"""The same bytes from the same files, whatever runs them and wherever."""

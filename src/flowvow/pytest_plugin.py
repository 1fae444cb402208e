"""A pytest plugin: models and proposals with an ``expect`` block become tests."""

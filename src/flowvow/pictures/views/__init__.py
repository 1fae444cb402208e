"""Views: each answers one question about a model with one drawing."""

"""Silence is a fault: what isn't there is noticed, and looking at nothing is never a quiet 0."""

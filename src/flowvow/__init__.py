"""flowvow: the type checker for privacy.

Reads flow files (what moves, from whom to whom, about whom, for what) and policy files (what a published
policy promises, each clause cited), and decides for every flow, datum and state of every choice whether
the promises are kept.
"""

__version__ = "0.1.0"

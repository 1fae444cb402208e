"""``flowvow schema``: the JSON Schema of a file kind, for editors."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from flowvow.cli.streams import put

KINDS = ("flow", "policy", "proposal", "outline", "mapping")


def arguments(parser: ArgumentParser) -> None:
    """Declare them."""
    parser.add_argument("kind", choices=KINDS, help="which kind of file")
    parser.add_argument("-o", "--output", metavar="FILE", default="", help="write there, whole or not at all")


def run(options: Namespace) -> int:
    """Write the schema."""
    import json

    from flowvow.reading.schema import schema

    put(json.dumps(schema(options.kind), indent=2, ensure_ascii=False) + "\n", options.output)
    return 0

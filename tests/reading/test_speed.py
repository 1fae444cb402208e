"""Reading takes a small multiple of what the YAML parser itself takes."""

from __future__ import annotations

from pathlib import Path

from flowvow.reading.model import read_model
from flowvow.text import events
from tests.growth import at_most
from tests.reading.writing import POLICY, write

LINE = "  order-{}: {{from: customer, to: shop, data: [name, email], for: ordering, when: newsletter, cites: 1.1}}\n"
# About 4 on a quiet machine.
TIMES = 8


def test_ten_thousand_flows(tmp_path: Path) -> None:
    head = "flowvow: 1\nsystem: Shop\npolicies: [shop.policy.yaml]\nflows:\n"
    flow = head + "".join(LINE.format(n) for n in range(10_000))
    folder = write(tmp_path, flow, POLICY)

    def parse() -> None:
        parser = events.Parser(flow)
        while type(parser.get_event()) is not events.STREAM_END:
            pass

    assert len(read_model(folder).flows) == 10_000
    assert at_most(TIMES, lambda: read_model(folder), parse)

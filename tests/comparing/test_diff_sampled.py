"""What is told of a change holds of each combination in it, judged by the checker itself; and nothing is left out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

from flowvow.comparing.statements import Comparison, Found
from flowvow.comparing.versions import Versions
from flowvow.comparing.words import words
from flowvow.reading.mapping_file import read_mapping
from flowvow.reading.model import read_policy

from .changing import versions
from .sampling import BARRED, DISCLAIMED, OUTSIDE, PERMITTED, SILENT, Sample, aimed, by_regions, draw, judged, lies_in

SEEDS = range(7100, 7140)
EACH = 40
FLOWS = Path(__file__).parents[2] / "flows"
QUIET = {SILENT, DISCLAIMED, OUTSIDE}
_CLASS = {
    "forbidden": BARRED,
    "limited": BARRED,
    "required": BARRED,
    "permitted": PERMITTED,
    "disclaimed": DISCLAIMED,
    "undisclosed": SILENT,
}


def test_what_is_said_of_a_combination_is_what_the_judge_says() -> None:
    met: Counter[tuple[str, str]] = Counter()
    for seed in SEEDS:
        old, new, wording = versions(seed)
        pair = Versions(words(old, new, wording))
        changes = list(Comparison(pair).all())
        random = Random(seed)
        for _ in range(EACH):
            sample = draw(pair, random)
            if sample is None:
                continue
            was, now = judged(sample, pair.old), judged(sample, pair.new)
            for real, version in ((was, pair.old), (now, pair.new)):
                region = by_regions(sample, version, pair)
                assert real == region or (real == OUTSIDE and region in QUIET), (seed, sample, real, region)
            told = [one for one in changes if _covers(one, sample, pair)]
            for one in told:
                assert _fits(one, was, now), (seed, sample, one.was, one.now, was, now)
            if was != now and not {was, now} <= QUIET:
                assert told, (seed, sample, was, now)
            met[was, now] += 1
    assert sum(count for (was, now), count in met.items() if was != now) > 50, met
    assert {(PERMITTED, BARRED), (BARRED, PERMITTED), (SILENT, PERMITTED), (SILENT, BARRED)} <= set(met), met


def _covers(change: Found, sample: Sample, pair: Versions) -> bool:
    """Whether a change tells of a combination: it lies in its region, and no limit bars it there."""
    if not lies_in(sample, change.region, pair):
        return False
    barring = [(rule, v) for v in (pair.old, pair.new) for rule in (*change.unless, *change.unclear) if rule in v.rules]
    return not any(lies_in(sample, version.says(rule), pair) for rule, version in barring)


def _fits(change: Found, was: str, now: str) -> bool:
    """What a limit lets go or takes hold of may be silent in part, and what a text is silent on disclaimed in part."""
    wanted = [(_CLASS[said], real) for said, real in ((change.was, was), (change.now, now))]
    limits = {change.was, change.now} & {"limited", "required"}
    quiet = QUIET | ({PERMITTED} if limits else set())
    return all(said == real or (said in quiet and real in quiet) for said, real in wanted)


def test_it_holds_of_two_long_texts_in_different_words() -> None:
    """LiveOffice's texts of 2007 and 2010, with the mapping of their words."""
    old, new = (read_policy(FLOWS / name / f"{name}.policy.yaml") for name in ("liveoffice-2007", "liveoffice-2010"))
    wording, _ = read_mapping(FLOWS / "liveoffice-2007-to-2010.mapping.yaml", old, new)
    pair = Versions(words(old, new, wording))
    changes = list(Comparison(pair).all())
    random = Random(2010)
    spoken = 0
    for number in range(3000):
        # Left to chance, a combination would hardly ever lie where either text speaks.
        aim = random.choice(changes) if number % 4 else None
        sample = draw(pair, random) if aim is None or not aim.region else aimed(pair, random, random.choice(aim.region))
        if sample is None or spoken >= 150:
            continue
        was, now = judged(sample, pair.old), judged(sample, pair.new)
        told = [one for one in changes if _covers(one, sample, pair)]
        for one in told:
            assert _fits(one, was, now), (sample, one.was, one.now, was, now)
        if was != now and not {was, now} <= QUIET:
            assert told, (sample, was, now)
        spoken += was not in QUIET or now not in QUIET
    assert spoken >= 150

"""`python -m tests.differential`: compare more models, count what is in them, plant faults."""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from time import monotonic

from . import ledger
from .kinds import KINDS
from .planted import detected, planted, record, seen_to_fail
from .running import compare
from .shares import count_on_all_cores, table_of_choices, tables
from .smaller import save, shown

CHUNK = 500  # models between two entries in the ledger
LINES = 5
SAVED = Path("build/differential")


def main(words: list[str] | None = None) -> int:
    """Run one command; 1 where something disagrees, or a fault isn't found."""
    parser = argparse.ArgumentParser(prog="python -m tests.differential", description=__doc__)
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="compare the seeds that come next, and enter them in the ledger")
    run.set_defaults(command=_run)
    run.add_argument("--models", type=int, default=5000, metavar="N")
    run.add_argument("--minutes", type=float, default=0.0, metavar="N", help="stop after that long")
    run.add_argument("--no-ledger", action="store_true", help="enter nothing")
    count = commands.add_parser("shares", help="in how many models each verdict, clause form and pair of features is")
    count.set_defaults(command=_shares)
    count.add_argument("--models", type=int, default=10000, metavar="N")
    count.add_argument("--output", type=Path, metavar="FILE")
    show = commands.add_parser("show", help="the model of a seed, and all that disagrees about it")
    show.set_defaults(command=_show)
    show.add_argument("seed", type=int)
    for one in (run, count, show):
        one.add_argument("--kind", choices=KINDS, default="dense")
    for one in (run, count):
        one.add_argument("--from", type=int, dest="first", metavar="SEED")
    sums = commands.add_parser("sums", help="what was compared so far, and which seeds come next")
    sums.set_defaults(command=_sums)
    faults = commands.add_parser("faults", help="plant each fault in a copy, and count the models that it takes")
    faults.set_defaults(command=_faults)
    faults.add_argument("--only", default="", metavar="WORD", help="those whose file's name has this")
    faults.add_argument("--within", type=int, default=5000, metavar="N")
    laws = commands.add_parser("laws", help="plant each fault that a law or trap names, and see its test fail")
    laws.set_defaults(command=_laws)
    laws.add_argument("--only", default="", metavar="WORD", help="those whose file's name has this")
    for one in (run, count, faults, laws):
        one.add_argument("--jobs", type=int, default=0, metavar="N")
    options = parser.parse_args(words)
    answer: int = options.command(options)
    return answer


def _run(options: argparse.Namespace) -> int:
    """Compare; the ledger is kept up while it runs, so that it can be stopped and gone on with."""
    kind = KINDS[options.kind]
    first = ledger.next_seed(kind.name) if options.first is None else options.first
    began, wrong, done = monotonic(), 0, first
    entered = first, 0
    for part in compare(kind.name, range(first, first + options.models), options.jobs):
        for seed, lines in part.found.items():
            wrong += 1
            file = save(kind, seed, SAVED)
            print(f"{kind.name} seed {seed}: {len(lines)} disagreements; the smaller model is in {file}")
            print(*(f"  {line}" for line in lines[:LINES]), sep="\n", flush=True)
        done = part.seeds.stop
        last = done == first + options.models or (options.minutes and monotonic() - began > options.minutes * 60)
        if not options.no_ledger and (last or done - entered[0] >= CHUNK):
            ledger.add(kind.name, range(entered[0], done), wrong - entered[1])
            entered = done, wrong
        if last:
            break
    seconds = monotonic() - began
    print(f"{done - first} models, seeds {first} to {done - 1}: {wrong} disagree; {seconds:.0f} s,", end=" ")
    print(f"{(done - first) / max(seconds, 0.001):.0f} a second; seed {done} comes next")
    return 1 if wrong else 0


def _shares(options: argparse.Namespace) -> int:
    first = options.first or 0
    seeds = range(first, first + options.models)
    if options.kind == "choices":
        text, rare = table_of_choices(seeds, options.jobs), False
    else:
        counted = count_on_all_cores(options.kind, seeds, options.jobs)
        text, rare = tables(options.kind, seeds, counted), bool(counted.rare() or counted.rare_pairs())
    if options.output:
        options.output.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)
    return 1 if rare else 0


def _show(options: argparse.Namespace) -> int:
    kind = KINDS[options.kind]
    lines = kind.compare(options.seed)
    print(shown(kind.model(options.seed)), *lines, sep="\n")
    return 1 if lines else 0


def _sums(_: argparse.Namespace) -> int:
    entries = ledger.read()
    for name in KINDS:
        mine = [entry for entry in entries if entry.kind == name]
        models, wrong = sum(entry.models for entry in mine), sum(entry.disagreements for entry in mine)
        print(f"{name}: {models} models, {wrong} disagreed; seed {ledger.next_seed(name)} comes next")
    print(f"in sum {sum(entry.models for entry in entries)} models")
    return 0


def _faults(options: argparse.Namespace) -> int:
    """Two at a time: each takes a process of its own."""
    chosen = [fault for fault in planted(options.only) if not fault.beyond]
    missed = 0
    with ThreadPoolExecutor(options.jobs or os.cpu_count()) as pool:
        for done in as_completed(pool.submit(detected, fault, options.within) for fault in chosen):
            one = done.result()
            missed += one.seed is None
            told = f"{one.kind} seed {one.seed}" if one.seed is not None else "NOT FOUND"
            print(f"{one.models:6d} models  {told:18s}  {one.fault}", flush=True)
            record([one])
    return 1 if missed else 0


def _laws(options: argparse.Namespace) -> int:
    chosen = [(fault, test) for fault in planted(options.only) for test in fault.tests]
    missed = 0
    with ThreadPoolExecutor(options.jobs or os.cpu_count()) as pool:
        tasks = {pool.submit(seen_to_fail, *one): one for one in chosen}
        for done in as_completed(tasks):
            (fault, test), seen = tasks[done], done.result()
            missed += not seen.failed
            print(f"{'fails ' if seen.failed else 'PASSES'} {seen.seconds:5.1f} s  {fault.name}  {test}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Measures questions, side by side in one run with one load generator: this server with synced and with buffered audit,
nginx with a fixed answer, and Node.js with fastify and PostgreSQL 15."""

import argparse
import contextlib
import os
import pathlib
import signal
import sys
import tempfile
import time

import figures
import match_report
from asking import ask
from match_contenders import NAMES, SYNCED, stand_by
from match_population import BESIDE, Population
from upload import beside_deliveries

SMOKE = {"sizes": [1_000, 2_000], "rounds": 1, "seconds": 1.0, "warm_up": 0.2, "connections": [4, 8], "rate": 200,
         "rows": 2_000}
EXPLANATION = """
Mutual TLS 1.3, keep-alive, one BSN in each question, half of them registered. CPU is that of all threads of the server
(PostgreSQL: of all its processes, and Node.js). nginx has one worker. vishd is started anew for each round on a copy of
the same database; Node.js and PostgreSQL go on running. Memory is resident memory after the questions (PostgreSQL and
Node.js together: what processes share counts once); disk is the database before the first question. Open loop: timed
from the moment each question was due; deliveries of {rows:,} rows follow each other without pause, each row changed.
Load cores: what the load generator took of the {cores} that all share; near 1.00 it is the limit, not the server.
"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--programs", type=pathlib.Path, required=True,
                        help="folder of vishd, libvish_no_sync.so, vishctl and vish_load")
    parser.add_argument("--figures", type=pathlib.Path, required=True, help="JSON file to write")
    parser.add_argument("--databases", type=pathlib.Path, help="folder that keeps what was loaded, for the next run "
                        "(default: match, beside the figures; remove it to load anew)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 18_000_000],
                        help="registrations (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=5, help="of each run of questions (default: %(default)s)")
    parser.add_argument("--warm-up", type=float, default=1.5, help="seconds before each run (default: %(default)s)")
    parser.add_argument("--connections", type=int, nargs="+", default=[16, 64], help="(default: %(default)s)")
    parser.add_argument("--rate", type=float, default=2000, help="questions a second, open loop (default: %(default)s)")
    parser.add_argument("--rows", type=int, default=1_000_000,
                        help="of the deliveries beside the open loop (default: %(default)s)")
    parser.add_argument("--only", choices=list(NAMES), nargs="+", default=list(NAMES), help="(default: all)")
    parser.add_argument("--smoke", action="store_true", help="small and quick: shows that it runs, measures nothing")
    options = parser.parse_args()
    if options.smoke:
        vars(options).update(SMOKE)
    options.databases = options.databases or options.figures.parent / "match"
    options.main_size = sorted(options.sizes)[len(options.sizes) // 2]
    options.loaded = {}
    return options


def measure_size(options, population):
    """The contenders take turns, in the other direction each round."""
    rounds = []
    with contextlib.ExitStack() as stack:
        contenders = stand_by(population, options, stack)
        for number in range(options.rounds):
            found = {}
            for name in list(contenders)[:: 1 if number % 2 == 0 else -1]:
                found[name] = contenders[name].measure()
            rounds.append(found)
            print(f"{population.size:,} registrations: round {number + 1} of {options.rounds} done", file=sys.stderr)
    return rounds


def measure_open_loop(options, population):
    """At a fixed rate: first when nothing else happens, then with a delivery in flight all the time."""
    first = next(population.day_files())
    first = b"".join(first.splitlines(keepends=True)[: options.rows + 1])
    files = first, first.replace(b";SHV-", b";SHX-")
    with population.served() as vish:
        def run():
            return ask(options.programs, vish.folder / "pki", vish.ports["data"], population.questions, [vish.pid],
                       connections=max(options.connections), seconds=options.seconds, warm_up=options.warm_up,
                       rate=options.rate)

        return {"idle": run(), "busy": beside_deliveries(vish, BESIDE, files, run)}


def measure(options):
    rounds, open_loop = {}, []
    for size in sorted(options.sizes):
        population = Population(options.programs, options.databases, size)
        options.loaded[size] = population.loaded
        rounds[size] = measure_size(options, population)
        if size == options.main_size and SYNCED in options.only:
            open_loop = [measure_open_loop(options, population) for _ in range(options.rounds)]
    return rounds, open_loop


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that all that was started ends too
    begun = time.monotonic()
    with contextlib.ExitStack() as stack:
        if options.smoke:
            options.databases = stack.enter_context(tempfile.TemporaryDirectory(prefix="vish-bench."))
        rounds, open_loop = measure(options)
    medians = match_report.Medians(options, rounds)
    summed = match_report.summary(medians, open_loop)
    print(f"Medians of {options.rounds} rounds of {options.seconds:g} s")
    match_report.print_questions(medians)
    match_report.print_rest(summed)
    print(EXPLANATION.format(rows=options.rows, cores=f"{os.cpu_count()} cores"))
    figures.write_json(options.figures, summed | {"loaded": options.loaded, "runs": rounds, "openLoopRuns": open_loop})
    print(f"{time.monotonic() - begun:.0f} s in all; figures: {options.figures}")


if __name__ == "__main__":
    main()

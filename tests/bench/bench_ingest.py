"""Measures deliveries, side by side in one run on the same bytes: this server over mutual TLS, and PostgreSQL 15."""

import argparse
import contextlib
import datetime
import pathlib
import random
import signal
import sys
import zoneinfo

import figures
import ingest_cases
from ingest_files import Files

SMOKE = {"rows": 5_000, "rounds": 1, "aansluitingen": 8, "rows_each": 60, "seconds": 1.0, "rate": 200}
EXPLANATION = """
One delivery each is timed from its first byte to its answer (PostgreSQL: to the return of COMMIT), with the client's
own work in it. PostgreSQL is spared TLS and the sealing (AES-256-GCM) of what is stored, findings and the audit log;
its client talks over a Unix socket. Vacuum and checkpoint happen between its deliveries, unmeasured. At once: all
connections to the server are open before the first byte, and waiting after a 503 counts; PostgreSQL's deliveries
wait for one of {pool} connections. Questions: {rate:,.0f} a second over {connections} connections, timed from the
moment each was due. The window of {seconds:g} s "with deliveries" begins after a second of warm-up in which the first
delivery already runs; deliveries of {rows:,} rows follow each other without pause, one new and then each row changed,
back and forth, until the window has ended. Memory: highest resident memory of the server during a delivery, less what
it held when everybody was connected and nothing had been delivered.
"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=pathlib.Path, required=True, help="folder of vishd, vishctl and vish_load")
    parser.add_argument("--figures", type=pathlib.Path, required=True, help="JSON file to write")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the large day file (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts (default: %(default)s)")
    parser.add_argument("--aansluitingen", type=int, default=342, help="that deliver at once (default: %(default)s)")
    parser.add_argument("--rows-each", type=int, default=600, help="of their day files (default: %(default)s)")
    parser.add_argument("--rate", type=float, default=1000, help="questions a second (default: %(default)s)")
    parser.add_argument("--connections", type=int, default=16, help="for questions (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=8, help="of each window of questions (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up persons (default: %(default)s)")
    parser.add_argument("--without-postgresql", action="store_true", help="measure this server alone")
    parser.add_argument("--smoke", action="store_true", help="small and quick: shows that it runs, measures nothing")
    options = parser.parse_args()
    if options.smoke:
        vars(options).update(SMOKE)
    return options


def measure_round(sides, cases, chance):
    """Each case on each side in turn."""
    found = {"large": {}, "atOnce": {}}
    for case in cases:
        found["large"][case.name] = {side.name: side.deliver(case) for side in sides}
    found["atOnce"] = {side.name: side.deliver_at_once() for side in sides}
    found["questions"] = next(side for side in sides if isinstance(side, ingest_cases.Vish)).questions(chance)
    return found


def measure(options, stack):
    chance = random.Random(options.seed)
    files = Files(chance, options.rows, options.aansluitingen, options.rows_each)
    cases = ingest_cases.large_cases(files)
    index = None if options.without_postgresql else start_postgresql(stack)
    today = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/Amsterdam")).date()
    rounds = []
    for number in range(options.rounds):
        with contextlib.ExitStack() as of_round:
            sides = [of_round.enter_context(ingest_cases.Vish(options, files))]
            if index:
                sides.append(of_round.enter_context(ingest_cases.Postgresql(options, files, index, today)))
            rounds.append(measure_round(sides[:: 1 if number % 2 == 0 else -1], cases, chance))
        print(f"round {number + 1} of {options.rounds} done", file=sys.stderr)
    return rounds


def start_postgresql(stack):
    # Only here: without PostgreSQL its client need not be installed.
    import postgresql
    import postgresql_index

    cluster = stack.enter_context(postgresql.Cluster())
    print(f"{cluster.version()}, with pgcrypto: "
          + ", ".join(f"{name}={value}" for name, value in postgresql.SETTINGS.items()))
    return postgresql_index.Index(cluster)


def summary(options, rounds):
    sides = list(rounds[0]["atOnce"])
    large = {
        name: {side: figures.medians([found["large"][name][side] for found in rounds]) for side in sides}
        for name in rounds[0]["large"]
    }
    at_once = {side: figures.medians([found["atOnce"][side] for found in rounds]) for side in sides}
    vish, other = ingest_cases.Vish.name, ingest_cases.Postgresql.name
    ratios = {}
    if other in sides:
        for key, name in (("first", "first"), ("redelivery", "1 % changed"), ("unchanged", "unchanged")):
            ratios[f"{key}_vs_postgresql"] = large[name][other]["seconds"] / large[name][vish]["seconds"]
        ratios["at_once_vs_postgresql"] = at_once[other]["seconds"] / at_once[vish]["seconds"]
    return {
        "rows": options.rows,
        "rounds": options.rounds,
        "ratios": ratios,
        "peak_memory_above_idle_mb": max(
            found["large"][name][vish]["peakAboveIdleMb"] for found in rounds for name in large
        ),
        "question_p99_ratio_during_delivery": figures.medians(
            [{"p99Ratio": found["questions"]["p99Ratio"]} for found in rounds]
        )["p99Ratio"],
        "slowest_of_342_s": max(found["atOnce"][vish]["slowestSeconds"] for found in rounds),
        "aansluitingen": options.aansluitingen,
        "rowsEach": options.rows_each,
        "large": large,
        "atOnce": at_once,
        "questions": [found["questions"] for found in rounds],
        "runs": rounds,
    }


def print_tables(options, summed):
    lines = []
    for name, sides in summed["large"].items():
        for side, median in sides.items():
            peak = f"{median['peakAboveIdleMb']:.0f}" if "peakAboveIdleMb" in median else ""
            lines.append((side, name, f"{median['seconds']:.2f}", f"{options.rows / median['seconds']:,.0f}",
                          f"{median['cpuSeconds']:.2f}", peak))
    columns = ("delivery", "rows are", "seconds", "rows/s", "CPU s", "peak MB")
    figures.print_table(f"One delivery of {options.rows:,} rows", columns, lines)
    lines = [(side, f"{found['seconds']:.2f}", f"{found['medianSeconds']:.2f}", f"{found['slowestSeconds']:.2f}",
              f"{found['refusals']:.0f}") for side, found in summed["atOnce"].items()]
    columns = ("at once", "all s", "median s", "slowest s", "told to come back")
    figures.print_table(f"{options.aansluitingen} deliveries of {options.rows_each:,} rows at once", columns, lines)
    lines = []
    for number, found in enumerate(summed["questions"], 1):
        for what, name in (("idle", "idle"), ("busy", "with deliveries")):
            asked = found[what]
            share = f"{asked['shareWithDelivery'] * 100:.1f} %" if what == "busy" else ""
            ratio = f"{found['p99Ratio']:.2f}" if what == "busy" else ""
            lines.append((f"round {number}, {name}", f"{asked['answers']:,}", f"{asked['p50Ms']:.2f}",
                          f"{asked['p99Ms']:.2f}", f"{asked['p999Ms']:.2f}", share, ratio))
    columns = ("questions", "answers", "p50 ms", "p99 ms", "p99.9 ms", "in flight", "p99 ratio")
    figures.print_table(f"Questions, {options.rate:,.0f} a second", columns, lines)
    print()
    for name, ratio in summed["ratios"].items():
        print(f"{name.replace('_', ' ')}: {ratio:.1f} times as fast")
    print(f"peak memory above idle: {summed['peak_memory_above_idle_mb']:.0f} MB (highest of all)")
    print(f"p99 of questions during a delivery: {summed['question_p99_ratio_during_delivery']:.2f} times that when idle")
    print(f"slowest of {options.aansluitingen} at once: {summed['slowest_of_342_s']:.2f} s (highest of all rounds)")


def main():
    options = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that all that was started ends too
    print(f"{options.rounds} rounds; medians")
    with contextlib.ExitStack() as stack:
        rounds = measure(options, stack)
    summed = summary(options, rounds)
    print_tables(options, summed)
    print(EXPLANATION.format(pool=ingest_cases.POSTGRESQL_CONNECTIONS, **vars(options)))
    figures.write_json(options.figures, summed)
    print(f"Figures: {options.figures}")


if __name__ == "__main__":
    main()

"""Measures the main job: one delivery, first and unchanged, and questions at 1, 16 and 64 connections."""

import argparse
import datetime
import pathlib
import random

import asking
import figures
import persons
import process
from installation import Installation

CONNECTIONS = (1, 16, 64)
ASKED_PER_KIND = 20_000

# The floor: what the parts of the work, or comparable programs, took on a
# machine of two cores with the load generator beside them. Deliveries of
# 1,000,000 rows, questions over 1,000,000 keys. The first two lines are sums of
# parts measured one by one (reading and checking 0.015 s, HMAC 0.09 s, sorting
# 0.02 s; a sorted table file 0.57 s, a merge scan 0.45 s).
FLOOR_DELIVERY = [
    ("floor: sum of parts, table file", "first", "1,439,000"),
    ("floor: sum of parts, merge scan", "unchanged", "1,739,000"),
    ("floor: PostgreSQL, one transaction", "first", "179,000"),
    ("floor: PostgreSQL, one transaction", "unchanged", "385,000"),
]
FLOOR_QUESTIONS = [
    ("floor: nginx, fixed answer", "16", "109,000", "0.0089"),
    ("floor: nginx, fixed answer", "64", "101,000", "0.0092"),
    ("floor: Beast, lean, group commit with sync", "16", "34,000", "0.0273"),
    ("floor: Beast, lean, group commit with sync", "64", "52,000", "0.0186"),
    ("floor: Node.js and PostgreSQL", "16", "7,700", "0.197"),
    ("floor: Node.js and PostgreSQL", "64", "7,600", "0.189"),
]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=pathlib.Path, required=True, help="folder of vishd, vishctl and vish_load")
    parser.add_argument("--figures", type=pathlib.Path, required=True, help="JSON file to write")
    parser.add_argument("--rows", type=int, default=100_000, help="of a day file (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="of which the median counts (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=5, help="of each run of questions (default: %(default)s)")
    parser.add_argument("--warm-up", type=float, default=1, help="seconds before each run (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the made-up persons (default: %(default)s)")
    return parser.parse_args()


def measure_delivery(vish, source, peildatum, day_file, rows, kind):
    """One delivery in which every row must turn out to be `kind`."""
    process.reset_peak_memory(vish.pid)
    idle = process.memory_mb(vish.pid)
    cpu = process.cpu_seconds(vish.pid)
    report, seconds = vish.deliver(source, peildatum, day_file)
    if report["status"] != "verwerkt" or report["aantallen"][kind] != rows:
        raise RuntimeError(f"not the expected delivery: {report['status']}, {report['aantallen']}")
    return {
        "seconds": seconds,
        "rowsPerSecond": rows / seconds,
        "cpuSeconds": process.cpu_seconds(vish.pid) - cpu,
        "peakAboveIdleMb": process.peak_memory_mb(vish.pid) - idle,
    }


def measure_deliveries(vish, numbers, sources):
    """Each aansluiting delivers its own persons, and the next day the same ones."""
    rows = len(numbers) // len(sources)
    first, unchanged = [], []
    for position, source in enumerate(sources):
        day_file = persons.day_file(numbers[position * rows : (position + 1) * rows])
        yesterday = vish.today - datetime.timedelta(days=1)
        first.append(measure_delivery(vish, source, yesterday, day_file, rows, "nieuw"))
        unchanged.append(measure_delivery(vish, source, vish.today, day_file, rows, "ongewijzigd"))
    return {"first": first, "unchanged": unchanged}


def measure_questions(vish, questions, connections, options):
    return asking.ask(vish.programs, vish.folder / "pki", vish.ports["data"], questions, [vish.pid],
                      connections=connections, seconds=options.seconds, warm_up=options.warm_up)


def measure(options):
    chance = random.Random(options.seed)
    numbers = persons.different_numbers(chance, options.rows * options.rounds + ASKED_PER_KIND)
    registered, others = numbers[:-ASKED_PER_KIND], numbers[-ASKED_PER_KIND:]
    sources = [f"GM0344-SHV{number}" for number in range(1, options.rounds + 1)]
    with Installation(options.programs) as vish:
        vish.connect_parties(sources)
        deliveries = measure_deliveries(vish, registered, sources)
        questions = vish.folder / "questions.txt"
        asked = chance.sample(registered, min(ASKED_PER_KIND, len(registered)))
        persons.write_questions(questions, chance, asked, others[: len(asked)])
        runs = {connections: [] for connections in CONNECTIONS}
        for _ in range(options.rounds):
            for connections in CONNECTIONS:
                runs[connections].append(measure_questions(vish, questions, connections, options))
    return deliveries, runs


def print_deliveries(deliveries):
    rows = []
    for kind, runs in deliveries.items():
        median = figures.medians(runs)
        peak = max(run["peakAboveIdleMb"] for run in runs)
        rows.append(("VISH index", kind, f"{median['rowsPerSecond']:,.0f}", f"{median['seconds']:.3f}",
                     f"{median['cpuSeconds']:.2f}", f"{peak:.1f}"))
    rows += [(*line, "", "", "") for line in FLOOR_DELIVERY]
    columns = ("delivery", "rows are", "rows/s", "seconds", "CPU s", "peak MB")
    figures.print_table("Deliveries (peak: highest of all rounds, above idle)", columns, rows)


def print_questions(runs):
    rows = []
    for connections, of_these in runs.items():
        median = figures.medians(of_these)
        rows.append(("VISH index", str(connections), f"{median['answersPerSecond']:,.0f}",
                     f"{median['serverCpuSecondsPer1000']:.4f}", f"{median['p50Ms']:.2f}", f"{median['p99Ms']:.2f}",
                     f"{median['p999Ms']:.2f}", f"{median['generatorCores']:.2f}"))
    rows += [(*line, "", "", "", "") for line in FLOOR_QUESTIONS]
    columns = ("questions", "connections", "answers/s", "CPU s/1000", "p50 ms", "p99 ms", "p99.9 ms", "load cores")
    figures.print_table("Questions (mutual TLS 1.3, keep-alive, one BSN each, half of them registered)", columns, rows)


def main():
    options = arguments()
    print(f"{options.rounds} rounds of {options.rows:,} rows and {options.seconds:g} s per run of questions; medians")
    deliveries, runs = measure(options)
    print_deliveries(deliveries)
    print_questions(runs)
    print("\nCPU is that of the server; the floor was measured elsewhere, on 1,000,000 rows and keys.")
    figures.write_json(options.figures, {
        "rows": options.rows,
        "deliveries": {kind: {"median": figures.medians(of), "runs": of} for kind, of in deliveries.items()},
        "questions": {str(count): {"median": figures.medians(of), "runs": of} for count, of in runs.items()},
    })
    print(f"Figures: {options.figures}")


if __name__ == "__main__":
    main()

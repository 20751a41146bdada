"""The figures of bench_match: medians of rounds, ratios, tables."""

import figures
from match_contenders import BUFFERED, FASTIFY, NAMES, NGINX, SYNCED

SMALL, EVERY_INHABITANT = 100_000, 18_000_000
PER_RUN = ("answersPerSecond", "serverCpuSecondsPer1000", "p50Ms", "p99Ms", "p999Ms", "generatorCores")
OPEN_LOOP = ("p50Ms", "p99Ms", "p999Ms", "serverCpuSecondsPer1000")


class Medians:
    """Of all rounds: by size, contender and number of connections."""

    def __init__(self, options, rounds):
        self.options = options
        self.rounds = rounds
        self.main_size = options.main_size
        self.connections = max(options.connections)

    def questions(self, size, name, connections=None):
        of_these = [found[name]["questions"][connections or self.connections] for found in self.rounds[size]]
        return figures.medians([{figure: run[figure] for figure in PER_RUN} for run in of_these])

    def state(self, size, name):
        """What else is known of a server: memory, disk, start."""
        of_these = [found[name] for found in self.rounds[size]]
        return figures.medians([{key: value for key, value in run.items() if key != "questions"} for run in of_these])

    def names(self, size):
        return [name for name in NAMES if name in self.rounds[size][0]]

    def has(self, size, *names):
        return size in self.rounds and all(name in self.rounds[size][0] for name in names)


def _cpu_ratio(medians, ours, other):
    """Answers for a second of server CPU time, ours in those of the other."""
    size = medians.main_size
    if not medians.has(size, ours, other):
        return None
    figure = "serverCpuSecondsPer1000"
    return _quotient(medians.questions(size, other)[figure], medians.questions(size, ours)[figure])


def _rate_ratio(medians, size, ours, other_size, other):
    if not (medians.has(size, ours) and medians.has(other_size, other)):
        return None
    figure = "answersPerSecond"
    return _quotient(medians.questions(size, ours)[figure], medians.questions(other_size, other)[figure])


def _quotient(one, other):
    return one / other if other else None  # a smoke run may have measured nothing


def _scale(medians):
    found = {"rps_18m_vs_100k": _rate_ratio(medians, EVERY_INHABITANT, SYNCED, SMALL, SYNCED),
             "rss_18m_mb": None, "rss_18m_after_load_mb": None, "startup_18m_s": None, "disk_18m_mb": None}
    if medians.has(EVERY_INHABITANT, SYNCED):
        state = medians.state(EVERY_INHABITANT, SYNCED)
        loaded = medians.options.loaded[EVERY_INHABITANT]
        found |= {"rss_18m_mb": max(loaded["memoryMb"], state["memoryMb"]),
                  "rss_18m_after_load_mb": loaded["memoryMb"], "peak_18m_while_loading_mb": loaded["peakMemoryMb"],
                  "startup_18m_s": state["startupSeconds"], "disk_18m_mb": loaded["diskMb"]}
    return found


def summary(medians, open_loop):
    """`open_loop`: of each round the runs `idle` and `busy`; empty if that was not measured."""
    size = medians.main_size
    runs = {kind: figures.medians([{figure: found[kind][figure] for figure in OPEN_LOOP} for found in open_loop])
            for kind in ("idle", "busy") if open_loop}
    return {
        "ratios": {
            "synced_vs_nginx_cpu": _cpu_ratio(medians, SYNCED, NGINX),
            "buffered_vs_nginx_cpu": _cpu_ratio(medians, BUFFERED, NGINX),
            "vs_fastify_postgresql_cpu": _cpu_ratio(medians, SYNCED, FASTIFY),
            "vs_fastify_postgresql_rps": _rate_ratio(medians, size, SYNCED, size, FASTIFY),
        },
        "open_loop": {
            "rate": medians.options.rate,
            "p99_ms": runs["idle"]["p99Ms"] if runs else None,
            "p99_ms_during_delivery": runs["busy"]["p99Ms"] if runs else None,
            **runs,
        },
        "scale": _scale(medians),
        "registrations": size,
        "connections": medians.connections,
        "medians": {
            count: {name: medians.state(count, name) | {
                "questions": {number: medians.questions(count, name, number) for number in medians.options.connections}
            } for name in medians.names(count)} for count in medians.rounds
        },
    }


def print_questions(medians):
    for size in medians.rounds:
        lines = []
        for name in medians.names(size):
            state = medians.state(size, name)
            for connections in medians.options.connections:
                run = medians.questions(size, name, connections)
                lines.append((NAMES[name], str(connections), f"{run['answersPerSecond']:,.0f}",
                              f"{run['serverCpuSecondsPer1000']:.4f}", f"{run['p50Ms']:.2f}", f"{run['p99Ms']:.2f}",
                              f"{run['p999Ms']:.2f}", f"{state['memoryMb']:,.0f}",
                              f"{state['diskMb']:,.0f}" if state["diskMb"] else "",
                              f"{run['generatorCores']:.2f}"))
        columns = ("questions, closed loop", "connections", "answers/s", "CPU s/1000", "p50 ms", "p99 ms", "p99.9 ms",
                   "memory MB", "disk MB", "load cores")
        figures.print_table(f"{size:,} registrations", columns, lines)


def print_rest(summed):
    lines = [(kind, *(f"{summed['open_loop'][key][figure]:.2f}" for figure in ("p50Ms", "p99Ms", "p999Ms")))
             for kind, key in (("idle", "idle"), ("deliveries without pause", "busy")) if key in summed["open_loop"]]
    if lines:
        figures.print_table(f"{summed['open_loop']['rate']:,.0f} questions a second, open loop, synced audit",
                            ("beside them", "p50 ms", "p99 ms", "p99.9 ms"), lines)
    lines = [(f"{part}.{name}", f"{value:,.3f}") for part in ("ratios", "scale")
             for name, value in summed[part].items() if value is not None]
    figures.print_table("In short", ("figure", ""), lines)

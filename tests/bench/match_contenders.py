"""Who answers the questions of bench_match. Each stands by for all rounds of one size, and gets the same questions."""

import json
import statistics

import nginx
import persons
import process
from asking import ask

SYNCED, BUFFERED, NGINX, FASTIFY = "synced", "buffered", "nginx", "fastify"
NAMES = {
    SYNCED: "VISH index, synced audit",
    BUFFERED: "VISH index, buffered audit (not in production)",
    NGINX: "nginx, fixed answer of the same size",
    FASTIFY: "Node.js, fastify, PostgreSQL 15",
}
PRELOADS = {SYNCED: None, BUFFERED: "libvish_no_sync.so"}  # what stands before vishd


class Vish:
    """In each round started anew on a copy of the same database."""

    def __init__(self, population, options, preload):
        self.population = population
        self.options = options
        self.preload = preload
        if preload and not (options.programs / preload).is_file():
            raise RuntimeError(f"{preload} is not there: ld.so would go on without it")

    def measure(self):
        with self.population.served(self.preload) as vish:
            found = {"startupSeconds": vish.startup_seconds, "startMemoryMb": process.memory_mb(vish.pid)}
            found["questions"] = ask_in_turns(
                self.options, self.population.folder, vish.ports["data"], self.population.questions, lambda: [vish.pid]
            )
            found["memoryMb"] = process.memory_mb(vish.pid)
            found["peakMemoryMb"] = process.peak_memory_mb(vish.pid)
            found["diskMb"] = self.population.loaded["diskMb"]
            return found


class Other:
    """Runs during all rounds, and is idle while others are measured."""

    def __init__(self, population, options, server, questions):
        self.population = population
        self.options = options
        self.server = server
        self.questions = questions

    def measure(self):
        pids = self.server.pids
        found = {"questions": ask_in_turns(self.options, self.population.folder, self.server.port, self.questions, pids,
                                           self.server.rest)}
        found["memoryMb"] = process.family_memory_mb(pids())
        found["diskMb"] = self.server.disk_mb()
        return found


def ask_in_turns(options, folder, port, questions, pids, rest=lambda: None):
    """A closed loop with each number of connections."""
    found = {}
    for connections in options.connections:
        rest()
        found[connections] = ask(options.programs, folder / "pki", port, questions, pids(), connections=connections,
                                 seconds=options.seconds, warm_up=options.warm_up)
    return found


def answer_like_ours(population):
    """An answer as long as half a hit and half a miss are together."""
    with population.served() as vish:
        lines = population.questions.read_text().splitlines()[:1000]
        found = {}
        for kind in (persons.MATCH, persons.NO_MATCH):
            question = next(line.partition("\t")[2] for line in lines if line.startswith(kind))
            found[kind] = json.dumps(vish.ask(json.loads(question))[0], separators=(",", ":"))
    fixed = found[persons.NO_MATCH]
    missing = round(statistics.mean(map(len, found.values()))) - len(fixed)
    filling = '"vulling":"' + "x" * (missing - len('"vulling":"",')) + '",'
    return "{" + filling + fixed[1:]


def stand_by(population, options, stack):
    """The contenders wanted, by name; those that run all the time until the end of `stack`."""
    pki = population.folder / "pki"
    found = {name: Vish(population, options, preload) for name, preload in PRELOADS.items() if name in options.only}
    if NGINX in options.only:
        server = stack.enter_context(nginx.Nginx(pki, answer_like_ours(population)))
        found[NGINX] = Other(population, options, server, population.any_questions)
    if FASTIFY in options.only:
        # Only here: without PostgreSQL its client need not be installed.
        import fastify

        server = stack.enter_context(fastify.Fastify(pki, population.day_files()))
        found[FASTIFY] = Other(population, options, server, population.questions)
    return found

"""What bench_ingest measures of each side; both take the same bytes on the same days."""

import concurrent.futures
import datetime
import queue
import time

import asking
import parties
import persons
import postgresql_index
import process
from installation import Installation
from upload import Upload, at_once, beside_deliveries, make_request

MAIN, BESIDE = "GM0344-SHV", "GM0344-NAAST"
ASKED_PER_KIND = 10_000
POSTGRESQL_CONNECTIONS = 8
COUNTS = ("rijen", "foutief", "nieuw", "gewijzigd", "beeindigd", "ongewijzigd")


class Case:
    """One delivery of the large aansluiting, with the counts that it must have."""

    def __init__(self, name, days_ago, day_file, rows, **counts):
        self.name = name
        self.peildatum = lambda today: today - datetime.timedelta(days=days_ago)
        self.day_file = day_file
        self.counts = {name: 0 for name in COUNTS} | {"rijen": rows} | counts

    def check(self, side, counts):
        found = {name: counts[name] for name in COUNTS}
        if found != self.counts:
            raise RuntimeError(f"{side}: {self.name} has counts {found} instead of {self.counts}")


def large_cases(files):
    changed_rows = files.one_percent.count(b"\n") - 1
    return [
        Case("first", 2, files.first, files.rows, nieuw=files.rows),
        Case("unchanged", 1, files.first, files.rows, ongewijzigd=files.rows),
        Case("1 % changed", 0, files.one_percent, changed_rows, **files.one_percent_counts),
    ]


class Vish(process.Begun):
    """A server of its own for one round, with everybody connected."""

    name = "VISH index"

    def __init__(self, options, files):
        self.options = options
        self.files = files
        self.sources = [f"GM0344-{number}" for number in range(1, len(files.of_sources) + 1)]

    def begin(self):
        self.vish = Installation(self.options.programs)
        self.vish.begin()
        parties.connect(self.vish, [MAIN, BESIDE, *self.sources])
        process.wait_until_idle(self.vish.pid)
        self.idle_mb = process.memory_mb(self.vish.pid)

    def end(self):
        self.vish.end()

    def deliver(self, case):
        request = make_request(MAIN, case.peildatum(self.vish.today), case.day_file)
        upload = Upload(self.vish)
        process.reset_peak_memory(self.vish.pid)
        cpu = process.cpu_seconds(self.vish.pid)
        report, seconds, _ = upload.deliver(request)
        measured = {
            "seconds": seconds,
            "cpuSeconds": process.cpu_seconds(self.vish.pid) - cpu,
            "peakAboveIdleMb": process.peak_memory_mb(self.vish.pid) - self.idle_mb,
        }
        upload.close()
        case.check(self.name, report["aantallen"])
        process.wait_until_idle(self.vish.pid)
        return measured

    def deliver_at_once(self):
        """Seconds of each, from its first byte to its answer; all connections are open before the first byte."""
        requests = [
            make_request(source, self.vish.today, file) for source, file in zip(self.sources, self.files.of_sources)
        ]
        uploads = [Upload(self.vish) for _ in requests]
        begun = time.monotonic()
        outcomes = at_once(uploads, requests)
        seconds = time.monotonic() - begun
        for upload in uploads:
            upload.close()
        if any(report["aantallen"]["nieuw"] != self.options.rows_each for report, _, _ in outcomes):
            raise RuntimeError("not every delivery at once was processed in full")
        process.wait_until_idle(self.vish.pid)
        return _spread([took for _, took, _ in outcomes], seconds, sum(refusals for _, _, refusals in outcomes))

    def questions(self, random):
        """At a fixed rate: first when nothing else happens, then with a delivery in flight all the time."""
        asked = random.sample(self.files.staying, min(ASKED_PER_KIND, len(self.files.staying)))
        file = self.vish.folder / "questions.txt"
        persons.write_questions(file, random, asked, self.files.others[: len(asked)])
        idle = self._ask(file)
        files = self.files.first, self.files.all_changed
        busy = beside_deliveries(self.vish, BESIDE, files, lambda: self._ask(file))
        return {"idle": idle, "busy": busy, "p99Ratio": busy["p99Ms"] / idle["p99Ms"]}

    def _ask(self, file):
        return asking.ask(self.vish.programs, self.vish.folder / "pki", self.vish.ports["data"], file, [self.vish.pid],
                          connections=self.options.connections, seconds=self.options.seconds, rate=self.options.rate)


class Postgresql:
    """The same work in a database that is emptied before each round."""

    name = "PostgreSQL"

    def __init__(self, options, files, index, today):
        self.options = options
        self.files = files
        self.index = index
        self.today = today

    def __enter__(self):
        self.index.empty()
        return self

    def __exit__(self, *_):
        pass

    def deliver(self, case):
        connection = self.index.connection
        backend = connection.info.backend_pid
        cpu = process.cpu_seconds(backend)
        counts, seconds = postgresql_index.deliver(
            self.index, connection, 0, case.peildatum(self.today), case.day_file
        )
        case.check(self.name, counts)
        measured = {"seconds": seconds, "cpuSeconds": process.cpu_seconds(backend) - cpu}
        self.index.rest()
        return measured

    def deliver_at_once(self):
        """All come in at the same moment, and wait for one of a few connections."""
        free = queue.SimpleQueue()
        for connection in self.index.pool(POSTGRESQL_CONNECTIONS):
            free.put(connection)
        begun = time.monotonic()

        def one(place):
            connection = free.get()
            counts, _ = postgresql_index.deliver(
                self.index, connection, place + 1, self.today, self.files.of_sources[place]
            )
            took = time.monotonic() - begun
            free.put(connection)
            return counts, took

        with concurrent.futures.ThreadPoolExecutor(POSTGRESQL_CONNECTIONS) as workers:
            outcomes = list(workers.map(one, range(len(self.files.of_sources))))
        seconds = time.monotonic() - begun
        if any(counts["nieuw"] != self.options.rows_each for counts, _ in outcomes):
            raise RuntimeError("PostgreSQL did not process every delivery at once in full")
        return _spread([took for _, took in outcomes], seconds, 0)


def _spread(times, seconds, refusals):
    ordered = sorted(times)
    return {
        "seconds": seconds,
        "medianSeconds": ordered[len(ordered) // 2],
        "slowestSeconds": ordered[-1],
        "refusals": refusals,
    }

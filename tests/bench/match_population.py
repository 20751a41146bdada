"""The registrations over which bench_match asks: delivered to the server once, and kept for later runs."""

import contextlib
import itertools
import json
import os
import pathlib
import random
import shutil
import sys
import tempfile
import time

import parties
import persons
import process
from installation import Installation
from upload import Upload, make_request

ROWS_EACH = 1_000_000
ASKED_PER_KIND = 200_000
BESIDE = "GM0344-NAAST"  # delivers while questions come, and nothing before that


class Population:
    """`size` persons, each registered once, in deliveries of at most 1,000,000 rows by as many aansluitingen.

    `folder` then holds an installation that nobody changes; servers run on
    copies. `loaded` tells what loading cost.
    """

    def __init__(self, programs, folder, size):
        self.programs = programs
        self.folder = pathlib.Path(folder).resolve() / str(size)
        self.size = size
        self.questions = self.folder / "vragen.txt"
        self.any_questions = self.folder / "vragen-vast.txt"  # the same, for a server with one fixed answer
        self.loaded = self._load()

    def day_files(self):
        """One after the other: together they are large."""
        numbers = persons.every_number()
        for begin in range(0, self.size, ROWS_EACH):
            yield persons.day_file(list(itertools.islice(numbers, min(ROWS_EACH, self.size - begin))))

    @contextlib.contextmanager
    def served(self, preload=None):
        """A server on a copy that is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="copy.", dir=self.folder.parent) as copy:
            # What RocksDB once wrote to a table file stays as it is.
            shutil.copytree(self.folder, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("vragen*"),
                            copy_function=lambda source, target: os.link(source, target)
                            if source.endswith(".sst") else shutil.copy2(source, target))
            with Installation(self.programs, pathlib.Path(copy), preload) as vish:
                process.wait_until_idle(vish.pid)
                yield vish

    def _load(self):
        done = self.folder / "geladen.json"
        if not done.exists():
            print(f"loading {self.size:,} registrations into {self.folder}", file=sys.stderr)
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            loaded = self._deliver()
            self._write_questions()
            done.write_text(json.dumps(loaded))
        return json.loads(done.read_text())

    def _deliver(self):
        sources = [f"GM0344-{number}" for number in range(1, -(-self.size // ROWS_EACH) + 1)]
        with Installation(self.programs, self.folder) as vish:
            parties.connect(vish, [BESIDE, *sources])
            upload, seconds = Upload(vish), []
            for source, day_file in zip(sources, self.day_files()):
                report, took, _ = upload.deliver(make_request(source, vish.today, day_file))
                if report["aantallen"]["nieuw"] != day_file.count(b"\n") - 1:
                    raise RuntimeError(f"not the expected delivery: {report['status']}, {report['aantallen']}")
                seconds.append(took)
            upload.close()
            process.wait_until_idle(vish.pid, seconds=120)
            return {
                "deliverySeconds": seconds,
                "peakMemoryMb": process.peak_memory_mb(vish.pid),
                "memoryMb": process.memory_mb(vish.pid),
                "diskMb": disk_mb(vish.folder / "data"),
                "loadedAt": time.time(),
            }

    def _write_questions(self):
        """Half of them hits, from all over the index; so many that few come twice in a run."""
        asked = min(ASKED_PER_KIND, self.size)
        numbers = persons.every_number()
        registered = list(itertools.islice(numbers, 0, self.size, self.size // asked))[:asked]
        rest = itertools.islice(persons.every_number(), self.size, self.size + asked)
        persons.write_questions(self.questions, random.Random(self.size), registered, list(rest))
        text = self.questions.read_text()
        for expected in (persons.MATCH, persons.NO_MATCH):
            text = text.replace(f"{expected}\t", '"match":\t')
        self.any_questions.write_text(text)


def disk_mb(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / (1 << 20)

"""Measures what a good bailiff notices of each attack: 500 questions a second beside it on connections that are open, and
now and then one on a new connection; with the server's memory, what is written to disk, and how long health takes to answer."""

import argparse
import contextlib
import http.client
import json
import pathlib
import random
import sys
import tempfile
import threading
import time

import abuses
import figures
import parties
import persons
import process
from asking import ask
from installation import Installation
from upload import Upload, make_request

REGISTERED = 1_000
MOST_P99_MS = 50


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=pathlib.Path, required=True,
                        help="folder of vishd, vishctl, vish_load and vish_abuse")
    parser.add_argument("--figures", type=pathlib.Path, required=True, help="JSON file to write")
    parser.add_argument("--seconds", type=float, default=60, help="of each attack (default: %(default)s)")
    parser.add_argument("--rate", type=float, default=500, help="questions a second (default: %(default)s)")
    # The bailiff asks before the attack begins.
    parser.set_defaults(ahead=2, share=1.0)
    parser.add_argument("--only", choices=list(abuses.ATTACKS), nargs="+", default=list(abuses.ATTACKS),
                        help="(default: all)")
    parser.add_argument("--smoke", action="store_true", help="short and slow: shows that it runs, measures nothing")
    options = parser.parse_args()
    if options.smoke:
        options.seconds, options.rate, options.ahead, options.share = 0.2, 50, 0.1, 0.01
    return options


class Watch:
    """Looks at the server now and then for a `with`."""

    def __init__(self, vish, pause):
        self._vish = vish
        self._pause = pause
        self._over = threading.Event()
        self.peak_mb = 0
        self.slowest = {"health": 0, "newcomer": 0}
        self.failures = {"health": 0, "newcomer": 0}

    def __enter__(self):
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()

    def _run(self):
        while not self._over.wait(self._pause):
            self.peak_mb = max(self.peak_mb, process.memory_mb(self._vish.pid))
            self._try("health", self._vish.is_ready)
            self._try("newcomer", self._ask_as_newcomer)

    def _try(self, what, action):
        begun = time.monotonic()
        self.failures[what] += not action()
        self.slowest[what] = max(self.slowest[what], time.monotonic() - begun)

    def _ask_as_newcomer(self):
        try:
            return self._vish.ask(json.loads(persons.question("999993653")))
        except (OSError, http.client.HTTPException, RuntimeError) as failure:
            print(f"a newcomer was not answered: {failure}", file=sys.stderr)
            return None


def disk_mb(folder):
    """Of the database and the log."""
    total = 0
    for file in folder.rglob("*"):
        with contextlib.suppress(OSError):  # RocksDB removes files meanwhile
            total += file.stat().st_size if file.is_file() else 0
    return total / (1 << 20)


def populate(vish, folder):
    parties.connect(vish, [parties.SOURCE, parties.REPORTING, *parties.REFUSED])
    parties.add_bailiff(vish)
    numbers = [number for number, _ in zip(persons.every_number(), range(2 * REGISTERED))]
    registered, others = numbers[:REGISTERED], numbers[REGISTERED:]
    upload = Upload(vish)
    upload.deliver(make_request(parties.SOURCE, vish.today, persons.day_file(registered)))
    upload.close()
    questions = folder / "vragen.txt"
    persons.write_questions(questions, random.Random(1), registered, others)
    return questions


def measure(vish, options, questions, folder, name):
    attack = abuses.ATTACKS[name][1](vish, options.seconds, folder, options.share)
    attack.prepare()
    if not options.smoke:
        process.wait_until_idle(vish.pid)
    memory, disk = process.memory_mb(vish.pid), disk_mb(vish.folder)
    bailiff = {}

    def ask_questions():
        bailiff.update(ask(options.programs, vish.folder / "pki", vish.ports["data"], questions, [vish.pid], connections=8,
                           seconds=options.seconds, warm_up=options.ahead, rate=options.rate, may_fail=True))

    asking = threading.Thread(target=ask_questions)
    asking.start()
    time.sleep(options.ahead)
    with attack, Watch(vish, min(0.25, options.seconds / 4)) as watch:
        asking.join()
    return {
        "bailiff": bailiff,
        "memoryMb": {"before": memory, "peak": watch.peak_mb},
        "diskGrowthMb": disk_mb(vish.folder) - disk,
        "slowestMs": {what: seconds * 1000 for what, seconds in watch.slowest.items()},
        "failures": watch.failures,
        "attack": attack.counts,
    }


def report(measured):
    """A table for docs/beveiliging.md."""
    print("\n| aanval | p50 ms | p99 ms | p99,9 ms | geweigerd | nieuwe verbinding ms | gezondheid ms | geheugen MB | schijf MB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, each in measured.items():
        bailiff, memory = each["bailiff"], each["memoryMb"]
        cells = [f"{bailiff[key]:.1f}" for key in ("p50Ms", "p99Ms", "p999Ms")] + [str(refusals(each))]
        cells += [f"{each['slowestMs'][what]:.0f}" for what in ("newcomer", "health")]
        cells += [f"{memory['before']:.0f} → {memory['peak']:.0f}", f"{each['diskGrowthMb']:.1f}"]
        print(f"| {abuses.ATTACKS[name][0]} | {' | '.join(cells).replace('.', ',')} |")


def refusals(each):
    return each["bailiff"]["errors"] + each["failures"]["newcomer"]


def failures(measured):
    for name, each in measured.items():
        if refusals(each) or each["failures"]["health"]:
            yield f"{name}: {refusals(each)} questions went wrong ({each['bailiff'].get('firstError')}), {each['failures']}"
        if each["bailiff"]["p99Ms"] > MOST_P99_MS:
            yield f"{name}: p99 is {each['bailiff']['p99Ms']:.1f} ms"


def main():
    options = arguments()
    measured = {}
    with tempfile.TemporaryDirectory(prefix="vish-abuse.") as folder:
        folder = pathlib.Path(folder)
        with Installation(options.programs) as vish:
            questions = populate(vish, folder)
            for name in options.only:
                measured[name] = measure(vish, options, questions, folder, name)
                print(f"{name}: {measured[name]['attack']}", file=sys.stderr)
            report(measured)
            figures.write_json(options.figures, {"seconds": options.seconds, "rate": options.rate, "attacks": measured})
    if options.smoke:
        return 0
    wrong = list(failures(measured))
    for each in wrong:
        print(f"bench: {each}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

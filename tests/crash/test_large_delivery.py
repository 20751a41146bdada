"""kill -9 and broken connections at random points of a delivery of 100,000 rows.

After each the old set is in force or the new one, whole, and the newest report
tells of the same; a delivery that was never complete leaves nothing at all.
VISH_FULL=1 runs FULL_ROUNDS rounds, otherwise FEW_ROUNDS; VISH_SEED repeats a
run as far as the operating system allows.
"""

import collections
import datetime
import os
import random
import time

import pytest

from crash import large, large_check
from crash.load import FIRST_DAY
from harness.leaks import FORMS_IN_VOLUME
from harness.installation import Installation
from harness.job import RUIME_DREMPELS, Job

FULL_ROUNDS = 200
FEW_ROUNDS = 12
ROWS = 100_000
UNDISTURBED = 5
LEAK_SAMPLE = 200
KILL_WITHIN = 0.05  # seconds after the answer
# Most kills fall between the last byte and the answer: there the set in force changes.
CUTS = (
    *["kill while the body streams in"] * 5,
    *["kill between the last byte and the answer"] * 9,
    *["kill after the answer"] * 2,
    *["close", "reset", "half_close_tls", "half_close_tcp"],
)


@pytest.fixture
def vish(tmp_path):
    installation = Installation(tmp_path, {"vragen_per_seconde": 0, "personen_per_dag": 0})
    installation.add_operator("beheerder2", "beheer")
    installation.start()
    yield installation
    installation.kill()


class Deliveries:
    """One aansluiting to which set A and set B are delivered in turn, each on a day of its own."""

    def __init__(self, vish, generator):
        self.vish = vish
        self.generator = generator
        self.sets, self.kinds = large.make_sets(generator, ROWS)
        job = Job(vish)
        job.connect_parties()
        self.code = job.aansluiting("productie", drempels=RUIME_DREMPELS)
        self.day = FIRST_DAY
        self.in_force = None
        self.spans = []  # seconds from the last byte to the answer, undisturbed
        self.tally = collections.Counter()

    def next(self):
        """The set that is not in force, and a delivery of it that waits for its body."""
        rows = self.in_force.rows if self.in_force else None
        delivered = next(a_set for a_set in self.sets if a_set.rows is not rows)
        self.day += datetime.timedelta(days=1)
        path = f"/v1/aansluitingen/{self.code}/aanleveringen/{self.day}"
        upload = large.Upload(self.vish, path, delivered.file, chunked=self.generator.random() < 0.5)
        return large_check.InForce(delivered.rows, self.day, None), delivered.file, upload

    def undisturbed(self):
        after, _, upload = self.next()
        with upload:
            upload.send_all()
            after.report = upload.answer()
            self.spans.append(time.monotonic() - upload.sent)
        if self.in_force:
            assert large_check.newest_set(self.vish, self.code, self.in_force, after) is after
        self.in_force = after

    def cut_off(self, cut):
        """One round: a delivery that ends as `cut` says, and the check of what it left."""
        after, file, upload = self.next()
        with upload:
            killed = cut.startswith("kill")
            if killed:
                cut = self._kill(cut, upload, after, file)
            else:
                upload.send(self._truncated(file))
                getattr(upload, cut)()
        if killed:
            self.vish.start()
        found = large_check.newest_set(self.vish, self.code, self.in_force, after)
        large_check.sample_is_of(self.vish, found, self.kinds, self.generator)
        assert found is self.in_force or killed, "a delivery that was never complete is in force"
        self.tally[cut, "new" if found is after else "old"] += 1
        self.in_force = found

    def _kill(self, cut, upload, after, file):
        """Returns where the kill fell: an answer may come before it."""
        if cut == "kill while the body streams in":
            upload.send(self.generator.randrange(len(file)))
        else:
            upload.send_all()
            if cut == "kill after the answer":
                after.report = upload.answer()
                time.sleep(self.generator.uniform(0, KILL_WITHIN))
            else:
                span = self.generator.choice(self.spans) * self.generator.uniform(0, 1.1)
                after.report = upload.answer(within=span)
                cut = "kill after the answer" if after.report else cut
        self.vish.kill()
        return cut

    def _truncated(self, file):
        """How much is sent; half of the time up to the end of a line, as if the file were whole."""
        size = self.generator.randrange(len(file))
        return file.rfind(b"\n", 0, size) + 1 if self.generator.random() < 0.5 else size

    def print_tally(self, rounds, seed):
        print(f"\nlarge deliveries: VISH_SEED={seed}, {rounds} rounds of {ROWS:,} rows;")
        print(f"  undisturbed {min(self.spans):.3f} to {max(self.spans):.3f} s between the last byte and the answer;")
        for cut in sorted({cut for cut, _ in self.tally}):
            old, new = self.tally[cut, "old"], self.tally[cut, "new"]
            print(f"  {cut}: {old + new}, of which {old} ended with the old set and {new} with the new one")
        old, new = (sum(count for (_, end), count in self.tally.items() if end == which) for which in ("old", "new"))
        print(f"  all: {old} old, {new} new")


def test_a_large_delivery_that_is_cut_off_leaves_the_old_set_or_the_new_one(vish, capsys):
    rounds = FULL_ROUNDS if os.environ.get("VISH_FULL") == "1" else FEW_ROUNDS
    seed = int(os.environ.get("VISH_SEED") or random.randrange(1 << 30))
    generator = random.Random(seed)
    deliveries = Deliveries(vish, generator)
    vish.leak_forms = FORMS_IN_VOLUME
    for people in deliveries.kinds.values():
        vish.used_bsns.update(generator.sample(people, LEAK_SAMPLE))
    cuts = [CUTS[position * len(CUTS) // rounds % len(CUTS)] for position in range(rounds)]
    generator.shuffle(cuts)
    done = 0
    try:
        for _ in range(UNDISTURBED):
            deliveries.undisturbed()
        for done, cut in enumerate(cuts, 1):
            deliveries.cut_off(cut)
    finally:
        with capsys.disabled():
            deliveries.print_tally(f"{done} of {rounds}", seed)
    vish.finish()

"""kill -9 at random moments under deliveries and questions.

After each restart every acknowledged delivery has its report, and it or a
later one is in force, whole; every answered question is in the audit log, once
for each of its BSNs.
VISH_FULL=1 runs FULL_ROUNDS rounds, otherwise FEW_ROUNDS; VISH_SEED repeats a
run as far as the operating system allows.
"""

import os
import random
import time

import pytest

from crash import check, load
from harness.installation import Installation
from harness.leaks import FORMS_IN_VOLUME

FULL_ROUNDS = 1000
FEW_ROUNDS = 15
AANSLUITINGEN = 3
ASKERS = 3
POOL = 200
SHORTEST, LONGEST = 0.02, 0.6


@pytest.fixture
def vish(tmp_path):
    installation = Installation(tmp_path, {"vragen_per_seconde": 0, "personen_per_dag": 0})
    installation.start()
    yield installation
    installation.kill()


def run_round(vish, sources, pool, generator):
    """Load until the server is killed; returns the questions that were answered."""
    running = load.Running(vish, sources, ASKERS, pool, generator)
    time.sleep(generator.uniform(SHORTEST, LONGEST))
    vish.kill()
    return running.answered()


def test_nothing_acknowledged_is_lost_and_no_delivery_is_half_there(vish, capsys):
    rounds = FULL_ROUNDS if os.environ.get("VISH_FULL") == "1" else FEW_ROUNDS
    seed = int(os.environ.get("VISH_SEED") or random.randrange(1 << 30))
    generator = random.Random(seed)
    tally = {"deliveries acknowledged": 0, "questions answered": 0, "kills that hit a delivery in flight": 0}
    done = 0
    sources = load.connect(vish, AANSLUITINGEN)
    pool = vish.bsns.take(POOL)
    vish.used_bsns.update(pool)
    if rounds == FULL_ROUNDS:
        vish.leak_forms = FORMS_IN_VOLUME
    state = check.State()
    try:
        for done in range(1, rounds + 1):
            before = sum(source.acknowledged_count for source in sources)
            answered = run_round(vish, sources, pool, generator)
            tally["deliveries acknowledged"] += sum(source.acknowledged_count for source in sources) - before
            tally["questions answered"] += len(answered)
            tally["kills that hit a delivery in flight"] += any(source.in_flight for source in sources)
            vish.start()
            check.audit(vish, state, answered)
            for source in sources:
                check.source(vish, state, source, pool)
    finally:
        with capsys.disabled():
            counts = ", ".join(f"{count} {what}" for what, count in tally.items())
            print(f"\ncrash test: VISH_SEED={seed}, {done} of {rounds} rounds, {counts}")
    check.whole_audit_log(vish, state)
    vish.finish()

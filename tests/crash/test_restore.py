"""Backups under deliveries and questions, the host lost, and the backup put back.

Each round every delivery acknowledged before the backup was asked for is
there again, whole, or a later one; every question answered until the loss is
in the audit log, from its copy. In some rounds one byte of the backup is
flipped first, which must be refused and leave nothing.
VISH_FULL=1 runs FULL_ROUNDS rounds, otherwise FEW_ROUNDS; VISH_SEED repeats them.
"""

import os
import random

import pytest

from crash import check, load
from harness.connection import Connection
from harness.installation import Installation
from harness.kluis import flip_a_byte, lose_database, make_recipient, restore, unflip
from harness.leaks import FORMS_IN_VOLUME

FULL_ROUNDS, FULL_FLIPS = 100, 10
FEW_ROUNDS, FEW_FLIPS = 8, 3
SOURCES = 2
ASKERS = 2
POOL = 100
# Of each in a round: otherwise a larger database means a longer round, and that a larger database.
MOST = 100


class Source(load.Source):
    """Keeps every acknowledged delivery, since the one in force may become an older one."""

    def __init__(self, code):
        super().__init__(code)
        self.history = {}

    def acknowledge(self, delivery, report):
        super().acknowledge(delivery, report)
        self.history[report["aanleveringId"]] = delivery


@pytest.fixture
def vish(tmp_path):
    installation = Installation(tmp_path, {"vragen_per_seconde": 0, "personen_per_dag": 0, "uur": 23, "kopie": "kopie"})
    make_recipient(installation)
    installation.start()
    yield installation
    installation.kill()


def back_up_and_lose(vish, sources, pool, generator):
    """Under load; returns the backup's folder, what was acknowledged before it, and what was answered at all."""
    running = load.Running(vish, sources, ASKERS, pool, generator, MOST)
    before = [source.in_force for source in sources]
    vish.vishctl("backup", "create", "--reden", "proef")
    lose_database(vish)
    newest = max(folder for folder in (vish.folder / "backups").iterdir() if folder.name.isdigit())
    return newest, before, running.answered()


def refuse_flipped(vish, backup, generator):
    file = generator.choice(sorted(backup.iterdir()))
    place = flip_a_byte(file, generator)
    refused = restore(vish, int(backup.name))
    assert refused.returncode == 1 and file.name in refused.stderr, f"{file} at {place}: {refused.stderr}"
    assert not list(vish.folder.glob("data*"))
    unflip(file, place)


def check_source(vish, source, before, pool):
    """In force is, whole, the delivery that was before the backup or a later one."""
    with Connection(vish, "gemeente") as request:
        last = request("GET", f"/v1/aansluitingen/{source.code}").get("laatsteAanlevering")
    if last is None:
        assert before.report is None
        return
    delivery = source.history.get(last["aanleveringId"]) or source.in_flight
    assert delivery.number >= before.number, "an acknowledged delivery is gone"
    assert check.registered(vish, source.code, pool) == check.expected(delivery)
    delivery.report = delivery.report or last
    source.in_force, source.in_flight, source.acknowledged = delivery, None, []


def test_what_was_acknowledged_before_a_backup_survives_the_loss_of_the_host(vish, capsys):
    full = os.environ.get("VISH_FULL") == "1"
    rounds, flips = (FULL_ROUNDS, FULL_FLIPS) if full else (FEW_ROUNDS, FEW_FLIPS)
    seed = int(os.environ.get("VISH_SEED") or random.randrange(1 << 30))
    generator = random.Random(seed)
    flipped = set(generator.sample(range(rounds), flips))
    sources = load.connect(vish, SOURCES, Source)
    pool = vish.bsns.take(POOL)
    vish.used_bsns.update(pool)
    if full:
        vish.leak_forms = FORMS_IN_VOLUME
    state = check.State()
    questions = done = 0
    try:
        for done in range(rounds):
            backup, before, answered = back_up_and_lose(vish, sources, pool, generator)
            if done in flipped:
                refuse_flipped(vish, backup, generator)
            restored = restore(vish, int(backup.name))
            assert restored.returncode == 0, restored.stderr
            vish.start(ready=503)
            vish.vishctl("backup", "open", "--reden", "proef")
            check.audit(vish, state, answered)
            questions += len(answered)
            for source, delivery in zip(sources, before, strict=True):
                check_source(vish, source, delivery, pool)
    finally:
        acknowledged = sum(source.acknowledged_count for source in sources)
        with capsys.disabled():
            print(
                f"\nrestore test: VISH_SEED={seed}, {done + 1} of {rounds} rounds, {flips} with a flipped byte, "
                f"{acknowledged} deliveries acknowledged, {questions} questions answered"
            )
    vish.finish()

"""The copy of the audit log on another disk."""

import shutil
import struct

import pytest
from test_lifecycle import refused_start

from harness.job import Job


def copied(folder):
    """The numbers of the lines in a copy, by its description in docs/storage.md."""
    numbers = []
    for file in sorted(folder.iterdir()):
        rest = file.read_bytes().split(b"\n", 2)[2]
        while rest:
            number, _, length = struct.unpack_from(">QII", rest)
            numbers.append(number)
            rest = rest[16 + length + 16 :]
    return numbers


@pytest.fixture
def copying(own):
    own.set(kopie="kopie")
    own.start()
    return own


def test_a_killed_server_and_a_lost_database_leave_every_line_that_was_answered(copying):
    job = Job(copying)
    job.connect_parties()
    job.expect(job.deliver(job.aansluiting(), copying.bsns.take(3)), 201)
    for _ in range(20):
        job.expect(job.ask(copying.bsns.take(1)), 200)
    _, text = copying.observe("/metrics")
    answered = int(float(next(line.split()[1] for line in text.splitlines() if line.startswith("vish_audit_records "))))
    copying.kill()
    shutil.rmtree(copying.folder / "data")
    assert answered > 20
    assert copied(copying.folder / "kopie") == list(range(1, answered + 1))


def test_a_copy_that_is_gone_keeps_the_server_from_starting_until_its_disk_is_back(copying):
    copying.vishctl("organisatie", "add", "00000099000000000777", "--naam", "Gemeente Nieuw", "--soort", "gemeente")
    copying.stop()
    (copying.folder / "kopie").rename(copying.folder / "losgekoppeld")
    assert "is de schijf aangekoppeld?" in refused_start(copying)
    (copying.folder / "losgekoppeld").rename(copying.folder / "kopie")
    copying.start()
    copying.finish()

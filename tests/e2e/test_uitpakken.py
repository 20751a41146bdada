"""A small packed file that unpacks to a large one holds nobody up: no other party, no stop, no decision."""

import contextlib
import gzip
import json
import signal
import time

import pytest

from harness.job import KOP, Job, day
from harness.programs import DEADLINE
from harness.wire import Wire, upload

GZIP = {"Content-Encoding": "gzip"}
MEGABYTE = 1 << 20
HEADER = KOP.encode() + b"\n"
# Every line is a row, as many as there may be: no bound of the file refuses it early.
ROWS = gzip.compress(HEADER + 1_990_000 * b"999990019;2026-01-01;stabilisatie;;\n")
SOON = 4  # seconds
BLANK = 24 * MEGABYTE * b"\n"
QUOTED = b'999990019;2026-01-01;stabilisatie;"' + 400 * b"\n" + b'";\n'


def begin(wire, code, packed=ROWS):
    """A packed delivery of which all bytes came, and which the server works on."""
    wire.send(upload(code, day(-1), len(packed), "Content-Encoding: gzip", "Expect: 100-continue"))
    assert wire.read_head()[0] == 100
    wire.send(packed)
    time.sleep(1)


def detail_of(wire):
    status, headers = wire.read_head()
    return status, json.loads(wire.read_body(headers))["detail"]


@pytest.mark.parametrize("body", [HEADER + BLANK, BLANK + HEADER, HEADER + 20_000 * QUOTED], ids=["onder", "boven", "in waarden"])
def test_a_file_of_too_many_lines_is_refused_as_soon_as_that_shows(job, body):
    answer = job.deliver(job.aansluiting(), gzip.compress(body), headers=GZIP)
    assert answer.status == 413 and "regels" in answer.json["detail"], answer
    report = answer.json["aanlevering"]
    assert str(2 * 2_000_000 + MEGABYTE) in report["reden"] and report["bevindingenPerCode"]["te_groot"] == 1


def test_the_finding_on_too_many_lines_names_the_line_that_is_too_much(job):
    report = job.deliver(job.aansluiting(), gzip.compress(BLANK + HEADER), headers=GZIP).json["aanlevering"]
    assert [(one["code"], one["regel"]) for one in report["bevindingen"]] == [("te_groot", 2 * 2_000_000 + MEGABYTE + 1)]


@pytest.mark.parametrize("line", [64_000 * b" " + b"\n", 60_000 * b";" + b"\n"], ids=["spaties", "velden"])
def test_a_file_that_unpacks_to_hundreds_of_times_its_size_is_refused_early(job, line):
    bomb = gzip.compress((250 * MEGABYTE // len(line)) * line + HEADER)
    answer = job.deliver(job.aansluiting(), bomb, headers=GZIP)
    assert answer.status == 400 and "500 keer" in answer.json["detail"], answer
    assert answer.json["aanlevering"]["status"] == "geweigerd"


def test_the_empty_rows_of_a_whole_spreadsheet_are_taken(job, bsns):
    rows = b"".join(b"%s;2026-01-01;stabilisatie;;\r\n" % bsn.encode() for bsn in bsns(3))
    file = gzip.compress(HEADER + rows + (MEGABYTE - 4) * b";;;;;;;;;;;\r\n")
    assert job.expect(job.deliver(job.aansluiting(), file, headers=GZIP), 201).json["aantallen"]["rijen"] == 3


def test_another_party_has_its_turn_between_the_slices_of_packed_files(vish, job, bsns):
    codes, mine = [job.aansluiting(), job.aansluiting()], job.aansluiting()
    with contextlib.ExitStack() as stack:
        for code in codes:
            begin(stack.enter_context(Wire(vish, "leverancier")), code)
        begun = time.monotonic()
        job.expect(job.deliver(mine, bsns(2)), 201)
        assert time.monotonic() - begun < SOON


@pytest.mark.parametrize("fase", ["productie", "beeindigd"])
def test_a_decision_cuts_the_file_that_is_being_unpacked(vish, job, bsns, fase):
    code = job.aansluiting()
    job.expect(job.deliver(code, bsns(1)), 201)
    with Wire(vish, "gemeente") as wire:
        begin(wire, code)
        begun = time.monotonic()
        answer = vish.beheer("POST", f"/v1/aansluitingen/{code}/fasewisselingen", "beheerder", {"fase": fase, "reden": "proef"})
        assert answer.status in (200, 202), answer
        status, detail = detail_of(wire)
        assert status == 503 and "beheerder" in detail
        assert time.monotonic() - begun < SOON


def test_a_stop_cuts_the_file_that_is_being_unpacked(own):
    own.start()
    job = Job(own)
    job.connect_parties()
    code = job.aansluiting()
    with Wire(own, "gemeente") as wire:
        begin(wire, code)
        own.process.send_signal(signal.SIGTERM)
        begun = time.monotonic()
        status, detail = detail_of(wire)
        assert status == 503 and "stopt" in detail
        assert time.monotonic() - begun < SOON
        assert own.process.wait(DEADLINE) == 0
    own.process = None

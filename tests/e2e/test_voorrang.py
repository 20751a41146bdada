"""An upload that is slow keeps no place from a party that waits for one."""

import concurrent.futures
import select

from harness.job import day
from harness.wire import Wire, upload

WAIT = 20  # seconds that a delivery waits for its place; a slow one has it undisturbed for half of that
SETTINGS = {"max_aanleveringen_tegelijk": 1, "max_aanleveringen_wachtend": 4, "aanlever_wacht_seconden": WAIT}
PIECE = 700 * b"\n"  # twice a second: above the least pace of 1,000 bytes a second


def gave_way(vish):
    metric = 'vish_aanleveringen_broken_off_total{reason="voorrang"} '
    return float(vish.observe("/metrics")[1].partition(metric)[2].partition("\n")[0])


def send_slowly(wire):
    """Until the server answers; the status and the body."""
    while not select.select([wire.socket], [], [], 0.5)[0]:
        wire.send(PIECE)
    status, headers = wire.read_head()
    return status, wire.read_body(headers)


def test_a_slow_upload_yields_its_place_to_another_party_that_waits(vish, job, bsns):
    slow, other, people = job.aansluiting(), job.aansluiting(), bsns(2)
    before = gave_way(vish)
    with Wire(vish, "gemeente") as wire, concurrent.futures.ThreadPoolExecutor() as beside:
        wire.send(upload(slow, day(-1), 1_000_000, "Expect: 100-continue"))
        assert wire.read_head()[0] == 100
        wire.send(b"bsn;startdatum;fase\n")
        waiting = beside.submit(job.deliver, other, people, party="leverancier")
        status, body = send_slowly(wire)
        assert status == 503 and "langzaam" in body.decode()
        assert waiting.result().status == 201
    assert gave_way(vish) == before + 1

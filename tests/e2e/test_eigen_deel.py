"""Nobody takes so many places for deliveries, or so long, that another has to wait."""

import concurrent.futures
import time

from harness.job import dagbestand, day
from harness.programs import until
from harness.wire import Wire, upload

SETTINGS = {"max_aanleveringen_tegelijk": 4, "max_aanleveringen_wachtend": 4, "verzoek_seconden": 10}
PACE = 1000  # bytes a second, by default
WINDOW = 10  # seconds
SLACK = 8


def stalled(vish, codes, party="gemeente"):
    """Deliveries of which nothing but the beginning comes."""
    wires = [Wire(vish, party) for _ in codes]
    for wire, code in zip(wires, codes):
        wire.send(upload(code, day(-1), 5000) + b"bsn;")
    return wires


def close(wires):
    for wire in wires:
        wire.socket.close()


def lines(vish, text):
    return [line for line in vish.log.read_text(encoding="utf-8").splitlines() if text in line]


def broken_off(vish):
    metric = 'vish_aanleveringen_broken_off_total{reason="verbinding"} '
    return float(vish.observe("/metrics")[1].partition(metric)[2].partition("\n")[0])


def test_a_party_with_stalled_deliveries_leaves_room_for_another(vish, job, bsns):
    codes = [job.aansluiting() for _ in range(8)]
    wires = stalled(vish, codes)
    try:
        begun = time.monotonic()
        job.expect(job.deliver(job.aansluiting(), bsns(2), party="leverancier"), 201)
        assert time.monotonic() - begun < 5
    finally:
        close(wires)


def one_more_is_refused(vish, job, wires):
    """Whether one more stalled delivery is refused; it takes a place when it is not."""
    (wire,) = stalled(vish, [job.aansluiting()])
    wires.append(wire)
    wire.socket.settimeout(1)
    try:
        return wire.read_head()[0] == 503
    except TimeoutError:
        return False


def test_a_party_beyond_its_part_of_the_line_is_refused_and_another_still_waits_its_turn(vish, job, bsns):
    wires = stalled(vish, [job.aansluiting() for _ in range(4)])
    try:
        until(lambda: one_more_is_refused(vish, job, wires), "its part of the line is full")
        job.expect(job.deliver(job.aansluiting(), bsns(1), party="leverancier"), 201)
    finally:
        close(wires)


def begin_fast_and_stall(vish, code):
    """The status, and after how many seconds it came."""
    beginning = b"bsn;startdatum;fase\n" + 200 * 1024 * b"\n"
    with Wire(vish, "gemeente") as wire:
        wire.send(upload(code, day(-1), 10 * len(beginning)) + beginning)
        begun = time.monotonic()
        return wire.read_head()[0], time.monotonic() - begun


def upload_steadily(vish, code, file):
    with Wire(vish, "gemeente") as wire:
        wire.send(upload(code, day(-1), len(file)))
        for start in range(0, len(file), 700):
            wire.send(file[start : start + 700])
            time.sleep(0.5)
        return wire.read_head()[0]


def test_a_fast_beginning_earns_no_time_to_stall_and_a_steady_upload_just_above_the_pace_goes_on(vish, job, bsns):
    people = bsns(1)
    vish.used_bsns.update(people)
    file = dagbestand(people).replace(b"\r\n", b"\r\n" + 16 * PACE * b"\n", 1)
    with concurrent.futures.ThreadPoolExecutor() as beside:
        fast = beside.submit(begin_fast_and_stall, vish, job.aansluiting())
        steady = beside.submit(upload_steadily, vish, job.aansluiting(), file)
        status, seconds = fast.result()
        assert status == 408 and WINDOW - 2 < seconds < WINDOW + SLACK
        assert steady.result() == 201


def test_a_delivery_that_breaks_off_leaves_a_line_and_a_count(vish, job):
    code = job.aansluiting()
    before = broken_off(vish)
    with Wire(vish, "gemeente") as wire:
        wire.send(upload(code, day(-1), 5000, "Expect: 100-continue"))
        assert wire.read_head()[0] == 100
        wire.send(b"bsn;startdatum")
    until(lambda: broken_off(vish) > before, "the break was counted")
    (line,) = [line for line in lines(vish, "aanlevering afgebroken") if code in line]
    assert "verbinding" in line and day(-1) in line and '"14"' in line


def test_of_many_deliveries_that_break_off_the_log_holds_the_first_and_the_count_all(vish, job):
    code, before = job.aansluiting(), broken_off(vish)
    for number in range(1, 6):
        close(stalled(vish, [code]))
        until(lambda: broken_off(vish) >= before + number, "the break was counted")
    assert len([line for line in lines(vish, "aanlevering afgebroken") if code in line]) == 1

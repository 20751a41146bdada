"""Deliveries that are good each, and odd together: told the same morning, in the report and in the metrics."""

import json

import pytest

from harness.browser import Door
from harness.clock import clock_at
from harness.job import Job, day, row

ODD = (
    "niemandBeeindigd", "ongewijzigd", "correcties", "eerderBestand", "testnummers", "einddatums", "verwisseld",
)  # fmt: skip


def page(vish):
    with Door(vish, "auditor") as door:
        return door.fetch("/")[2]


def odd(vish, code):
    """By the status and by the metrics, which say the same."""
    told = json.loads(vish.vishctl("--json", "status").stdout)["opvallend"]
    by_status = {kind for kind in ODD if code in told[kind]["aansluitcodes"]}
    metrics = vish.observe("/metrics")[1]
    by_metric = {kind for kind in ODD if f'vish_aansluiting_odd{{aansluitcode="{code}",kind="{kind}"}} 1' in metrics}
    assert by_status == by_metric
    return by_status


def findings(report):
    return {finding["code"] for finding in report["bevindingen"] if finding["regel"] == 0}


def stamped(people, stamp):
    """The same rows, in a file that differs."""
    rows = "\r\n".join(f"{person};2026-01-05;nazorg;{stamp}" for person in people)
    return f"bsn;startdatum;fase;gemaakt\r\n{rows}\r\n".encode()


@pytest.fixture
def twenty(vish, job):
    """An aansluiting in productie, and twenty persons for it."""
    return job.aansluiting("productie"), vish.bsns.take(20)


def deliver(job, code, rows, ago):
    return job.expect(job.deliver(code, rows, day(-ago)), 200, 201).json


@pytest.mark.parametrize("faulty", [row("12345"), row("")])
def test_three_files_in_a_row_that_end_nobody(vish, job, twenty, faulty):
    code, people = twenty
    deliver(job, code, people, 9)
    for ago in (8, 7):
        report = deliver(job, code, [*people[:19], faulty], ago)
        assert report["aantallen"]["nietBeeindigd"] == 1 and findings(report) & {"reeks_niet_beeindigd"} == set()
    assert odd(vish, code) == set()
    report = deliver(job, code, [*people[:19], faulty], 6)
    assert "reeks_niet_beeindigd" in findings(report)
    assert odd(vish, code) == {"niemandBeeindigd"}
    assert f"drie aanleveringen dat iemand wordt beëindigd: {code}" in vish.vishctl("status").stdout
    vish.stop()
    vish.start()
    assert odd(vish, code) == {"niemandBeeindigd"}
    assert code in page(vish)
    deliver(job, code, people[:19], 5)
    assert odd(vish, code) == set()


def test_the_same_set_day_after_day_though_its_bytes_differ(vish, job, twenty):
    code, people = twenty
    for number in range(9):
        report = deliver(job, code, stamped(people, number), 20 - number)
        assert findings(report) - {"onbekende_kolom"} == set()
    assert odd(vish, code) == set()
    assert "verzameling_ongewijzigd" in findings(deliver(job, code, stamped(people, "x"), 11))
    assert odd(vish, code) == {"ongewijzigd"}
    deliver(job, code, stamped(people[:19], "x"), 10)
    assert odd(vish, code) == set()


def test_a_small_set_may_stay_the_same(vish, job, twenty):
    code, people = twenty
    for number in range(12):
        deliver(job, code, stamped(people[:19], number), 20 - number)
    assert odd(vish, code) == set()


def test_three_corrections_of_one_peildatum(vish, job, twenty):
    code, people = twenty
    for number in range(3):
        deliver(job, code, stamped(people, number), 5)
    assert odd(vish, code) == set()
    assert "veel_correcties" in findings(deliver(job, code, stamped(people, 3), 5))
    assert odd(vish, code) == {"correcties"}
    deliver(job, code, stamped(people, 4), 4)
    assert odd(vish, code) == set()


@pytest.mark.parametrize("ago", [5, 4, 3])
def test_an_earlier_file_again(vish, job, twenty, ago):
    code, people = twenty
    deliver(job, code, people[:19], 6)
    deliver(job, code, people, 5)
    assert odd(vish, code) == set()
    assert "eerder_bestand" in findings(deliver(job, code, people[:19], ago))
    assert odd(vish, code) == {"eerderBestand"}
    deliver(job, code, people[:18], 2)
    assert odd(vish, code) == set()


def test_an_earlier_set_again_in_a_file_of_other_bytes(vish, job, twenty):
    code, people = twenty
    for ago, count in ((6, 18), (5, 19), (4, 20)):
        assert "eerder_bestand" not in findings(deliver(job, code, stamped(people[:count], f"dag {ago}"), ago))
    assert odd(vish, code) == set()
    assert "eerder_bestand" in findings(deliver(job, code, stamped(people[:18], "dag 3"), 3))
    assert odd(vish, code) == {"eerderBestand"}
    deliver(job, code, stamped(people[:17], "dag 2"), 2)
    assert odd(vish, code) == set()


def test_the_bytes_in_force_on_another_day_are_nothing_odd(vish, job, twenty):
    code, people = twenty
    deliver(job, code, people, 6)
    deliver(job, code, people, 5)
    assert odd(vish, code) == set()


def test_what_was_rolled_back_counts_as_not_seen(vish, job, twenty):
    code, people = twenty
    first = deliver(job, code, people[:19], 6)
    deliver(job, code, people, 5)
    job.operator(f"aanleveringen/{first['aanleveringId']}/terugdraaiingen", {"reden": "verkeerd"}, 201)
    assert "eerder_bestand" not in findings(deliver(job, code, people, 5))
    assert odd(vish, code) == set()


def ending(people, days):
    return [row(person, einddatum=day(days)) for person in people]


def test_end_dates_that_were_known_for_long_and_come_near(own):
    """No file does anything new that week, so that no file can be held for it."""
    own.add_operator("auditor", "auditor")
    own.start()
    job = Job(own)
    job.connect_parties()
    code, people = job.aansluiting("productie"), own.bsns.take(40)
    report = deliver(job, code, [*people[:28], *ending(people[28:], 9)], 2)
    assert "einddatums_naderen" not in findings(report) and odd(own, code) == set()
    own.stop()
    with clock_at(f"{day(2)} 08:00"):
        own.start()
        assert odd(own, code) == {"einddatums"}
        assert f"eindigen veel registraties door hun einddatum: {code}" in own.vishctl("status").stdout
        assert code in page(own)
        report = deliver(job, code, [*people[:27], *ending(people[28:], 9)], 0)
        assert "12 van de 39" in json.dumps(report, ensure_ascii=False) and "einddatums_naderen" in findings(report)
        deliver(job, code, [*people[:27], *ending(people[28:], 400)], -1)
        assert odd(own, code) == set()


def test_a_set_of_which_most_are_exchanged_bit_by_bit(vish, job):
    code, people = job.aansluiting("productie"), vish.bsns.take(46)
    for number in range(6):
        report = deliver(job, code, people[4 * number : 20 + 4 * number], 9 - number)
        exchanged = number > 2
        assert ("veel_verwisseld" in findings(report)) == exchanged
        assert odd(vish, code) == ({"verwisseld"} if exchanged else set())


def test_a_correction_that_takes_away_whom_the_file_before_it_brought(vish, job):
    """So few of the file before it that it is not held, and more than half of those before that file."""
    code, people = job.aansluiting("productie"), vish.bsns.take(28)
    deliver(job, code, people[:18], 3)
    deliver(job, code, people, 2)
    assert odd(vish, code) == set()
    report = deliver(job, code, people[:18], 2)
    assert report["aantallen"]["beeindigd"] == 10 and "veel_verwisseld" in findings(report)
    assert "verwisseld" in odd(vish, code)


def test_in_test_it_stands_in_the_report_alone(vish, job, bsns):
    code, people = job.aansluiting(), bsns(3)
    for number in range(4):
        report = deliver(job, code, stamped(people, number), 5)
    assert "veel_correcties" in findings(report)
    assert odd(vish, code) == set()



"""The guard: every way in which a set may go, or a flood may come, waits for an operator, and says why."""

import json

import pytest

from harness.clock import clock_at
from harness.job import Job, dagbestand, day, row

BEWAARD = "De oude registraties blijven van kracht"
MOST = 150


@pytest.fixture(scope="module")
def bsns(vish):
    """The same persons for each test, which has an aansluiting of its own."""
    people = vish.bsns.take(MOST)
    return lambda count: people[:count]


def deliver(job, code, rows, offset=-1):
    """Delivers for a day counted from today; the status and the report."""
    answer = job.expect(job.deliver(code, rows, day(offset)), 200, 201, 202)
    report = answer.json
    assert (answer.status == 202) == (report["status"] == "vastgehouden")
    return report


def held(job, code, rows, offset=-1):
    report = deliver(job, code, rows, offset)
    assert report["status"] == "vastgehouden" and BEWAARD in report["reden"]
    return report


def processed(job, code, rows, offset=-1):
    report = deliver(job, code, rows, offset)
    assert report["status"] == "verwerkt", report
    return report


def decide(job, report, act="vrijgaven", status=200):
    body = {"reden": "afgestemd met de gemeente"}
    return job.operator(f"aanleveringen/{report['aanleveringId']}/{act}", body, status).json


def overschreden(vish, report):
    answer = vish.beheer("GET", f"/v1/aanleveringen/{report['aanleveringId']}/verschil", "auditor").json
    assert ("toelichting" in answer) == bool(answer["overschreden"])
    return answer["overschreden"]


def registered(vish, code):
    seen = vish.data("GET", f"/v1/aansluitingen/{code}", "gemeente").json["aantalRegistraties"]
    assert vish.beheer("GET", f"/v1/aansluitingen/{code}", "beheerder").json["aantalRegistraties"] == seen
    line = f'vish_aansluiting_registraties{{aansluitcode="{code}"}} {seen}'
    assert line in vish.observe("/metrics")[1].splitlines()
    return seen


def ending(bsns, days):
    return [row(bsn, einddatum=day(days)) for bsn in bsns]


@pytest.mark.parametrize("days", [0, 1, 3, 7])
def test_end_dates_in_the_coming_week_are_a_loss(vish, job, bsns, days):
    code, people = job.aansluiting(), bsns(40)
    processed(job, code, people, -2)
    report = held(job, code, [*people[:28], *ending(people[28:], days)])
    assert overschreden(vish, report) == ["afname"] and "12 van de 40" in report["reden"]
    assert day(days + 1) in report["reden"]
    assert job.found(people, code) == set(people) and registered(vish, code) == 40
    report = held(job, code, ending(people, days), 0)
    assert overschreden(vish, report) == ["afname", "nietsOver"]


def test_end_dates_after_the_coming_week_or_of_few_or_put_off_are_no_loss(job, bsns):
    code, people = job.aansluiting(), bsns(40)
    processed(job, code, people, -4)
    processed(job, code, [*people[:28], *ending(people[28:], 8)], -3)
    processed(job, code, [*people[:36], *ending(people[36:], 2)], -2)
    processed(job, code, people, -1)


def test_end_dates_that_the_old_set_had_are_no_loss(vish, job, bsns):
    code, people = job.aansluiting(), bsns(40)
    report = held(job, code, [*people[:10], *ending(people[10:], 3)], -3)
    assert overschreden(vish, report) == ["afname"]
    decide(job, report)
    processed(job, code, [*people[:9], *ending(people[10:], 3)], -2)
    processed(job, code, [*people[:9], *ending(people[11:], 3)], -1)


def test_end_dates_in_rows_that_are_double_count_where_the_row_counts(job, bsns):
    code, people = job.aansluiting(), bsns(40)
    processed(job, code, people, -2)
    twice = [row(bsn, startdatum="2026-02-01", einddatum=day(2)) for bsn in people]
    held(job, code, [*people, *twice])
    processed(job, code, [*twice, *(row(bsn, startdatum="2026-03-01") for bsn in people)])


def test_a_first_file_of_which_most_will_have_ended_is_held(vish, job, bsns):
    code, people = job.aansluiting(), bsns(30)
    report = held(job, code, [*people[:5], *ending(people[5:], 4)])
    assert overschreden(vish, report) == ["afname"] and registered(vish, code) == 0
    processed(job, code, [*people[:25], *ending(people[25:], 4)])


def test_many_small_corrections_of_one_day_take_nobody_away(vish, job, bsns):
    code, people = job.aansluiting(), bsns(60)
    good = processed(job, code, people, -2)
    before = processed(job, code, people, -1)["aanleveringId"]
    statuses = []
    left = people
    for number in range(12):
        left = left[: len(left) - len(left) * 9 // 100]
        statuses.append(deliver(job, code, [*left[1:], row(left[0], kenmerk=f"K{number}")], 0)["status"])
    assert statuses[:2] == ["verwerkt"] * 2 and statuses[2:] == ["vastgehouden"] * 10
    assert len(job.found(people, code)) >= 48
    kept = vish.beheer("GET", f"/v1/aansluitingen/{code}", "auditor").json["herstelbareAanleveringen"]
    assert {good["aanleveringId"], before} <= {each["aanleveringId"] for each in kept}
    assert len({each["peildatum"] for each in kept}) == len(kept)
    decide(job, {"aanleveringId": before}, "terugdraaiingen", 201)
    assert job.found(people, code) == set(people)


def test_corrections_of_the_very_first_day_are_judged_by_its_first_file(vish, job, bsns):
    code, people = job.aansluiting(), bsns(60)
    processed(job, code, people, 0)
    processed(job, code, people[:55], 0)
    assert overschreden(vish, held(job, code, people[:48], 0)) == ["afname"]
    assert registered(vish, code) == 55


def test_a_correction_that_takes_back_a_mistake_of_the_same_day_is_good(job, bsns):
    code, people = job.aansluiting(), bsns(60)
    processed(job, code, people[:35], -2)
    processed(job, code, people[:45], -1)
    processed(job, code, people[:35], -1)
    processed(job, code, people[:35], 0)


def test_a_stale_file_does_not_take_away_whom_the_file_of_that_day_brought(vish, job, bsns):
    """Beside what was in force before that day it loses nobody."""
    code, people = job.aansluiting(), bsns(60)
    processed(job, code, people[:40], -2)
    processed(job, code, people, -1)
    report = held(job, code, [*people[:39], row(people[39], kenmerk="laat")], -1)
    assert "20 van de 60" in report["reden"] and overschreden(vish, report) == ["afname"]
    assert job.found(people, code) == set(people)
    decide(job, report)
    assert registered(vish, code) == 40


def test_what_an_operator_released_is_what_corrections_are_judged_by(vish, job, bsns):
    code, people = job.aansluiting(), bsns(60)
    processed(job, code, people, -2)
    decide(job, held(job, code, people[:20], -1))
    processed(job, code, people[:19], -1)
    processed(job, code, people[:19], 0)
    report = held(job, code, people[:7], 0)
    assert overschreden(vish, report) == ["afname"]


def test_a_slow_loss_is_held_once_and_says_why(vish, job, bsns):
    code, people = job.aansluiting(), bsns(100)
    left, first = people, None
    for offset in range(-14, 0):
        report = deliver(job, code, left, offset)
        if report["status"] == "vastgehouden":
            first = first or report
            assert overschreden(vish, report) == ["nettoAfname"]
        left = people[: len(job.found(people, code)) * 91 // 100]
    assert "26 van de 100" in first["reden"] and "dertig dagen" in first["reden"]
    assert registered(vish, code) >= 75
    decide(job, report)
    processed(job, code, people[:70], 0)


def test_a_slow_loss_behind_end_dates_that_every_file_puts_off_is_held(vish, job, bsns):
    code, people = job.aansluiting(), bsns(40)
    decide(job, held(job, code, ending(people, 6), -9))
    for offset, count in enumerate((40, 37, 34, 31, 30), -8):
        processed(job, code, ending(people[:count], 6), offset)
    report = held(job, code, ending(people[:28], 6), -3)
    assert overschreden(vish, report) == ["nettoAfname"] and "12 van de 40" in report["reden"]
    assert registered(vish, code) == 30


def test_the_share_of_a_slow_loss_can_be_set(job, bsns):
    code, people = job.aansluiting(drempels={"nettoAfnamePercentage": 50}), bsns(40)
    for offset, count in enumerate((40, 36, 33, 30, 27, 25, 23, 21), -8):
        processed(job, code, people[:count], offset)
    held(job, code, people[:19], 0)


@pytest.mark.parametrize(
    "before, stay, come, reasons",
    [
        (8, 0, 40, ["meerderheid"]),
        (10, 1, 0, ["meerderheid"]),
        (6, 2, 9, ["meerderheid"]),
        (3, 0, 0, ["nietsOver"]),
        (2, 0, 0, ["nietsOver"]),
        (1, 0, 1, ["meerderheid"]),
        (4, 2, 0, None),
        (3, 1, 0, None),
        (2, 1, 5, None),
    ],
)
def test_a_small_set_that_almost_nobody_remains_of_is_held(vish, job, bsns, before, stay, come, reasons):
    code, people = job.aansluiting(), bsns(before + come)
    processed(job, code, people[:before], -2)
    after = [*people[:stay], *people[before:]]
    if reasons is None:
        processed(job, code, after)
    else:
        assert overschreden(vish, held(job, code, after)) == reasons
        assert job.found(people, code) == set(people[:before])


def test_a_flood_is_held(vish, job, bsns):
    code, people = job.aansluiting(), bsns(142)
    processed(job, code, people[:20], -3)
    report = held(job, code, people[:121], -2)
    assert overschreden(vish, report) == ["groei"] and "101 bij de 20" in report["reden"]
    processed(job, code, people[:120], -1)
    processed(job, code, people[:120], 0)


@pytest.mark.parametrize("first", [-3, 0])
def test_a_flood_in_steps_is_held(vish, job, bsns, first):
    """On one day after the other, or each the correction of the one before."""
    code, people = job.aansluiting(), bsns(150)
    processed(job, code, people[:40], first)
    processed(job, code, people[:80], min(first + 1, 0))
    processed(job, code, people[:140], min(first + 2, 0))
    report = held(job, code, people[:145], 0)
    assert overschreden(vish, report) == ["nettoGroei" if first else "groei"]
    assert "105 bij de 40" in report["reden"]
    decide(job, report)
    processed(job, code, people, 0)


def test_the_growth_that_is_too_much_can_be_set(vish, job, bsns):
    code, people = job.aansluiting(drempels={"groeiPercentage": 50, "groeiAantal": 5}), bsns(28)
    processed(job, code, people[:12], -2)
    processed(job, code, people[:18], -1)
    assert overschreden(vish, held(job, code, people[:19], 0)) == ["nettoGroei"]
    assert overschreden(vish, held(job, code, people, 0)) == ["groei"]


def test_a_first_file_that_is_too_large_is_held(vish, job, bsns):
    code, people = job.aansluiting(drempels={"eersteHoogstens": 10}), bsns(11)
    report = held(job, code, people)
    assert overschreden(vish, report) == ["eersteBestand"] and "11 (drempel: 10)" in report["reden"]
    decide(job, report)
    assert registered(vish, code) == 11


def test_a_first_file_of_productie_is_held_above_five_thousand(own):
    own.start()
    job = Job(own)
    job.connect_parties()
    code, numbers = job.aansluiting("productie"), elfproef(5001)
    report = held(job, code, numbers)
    assert "5.001 (drempel: 5.000)" in report["reden"]
    processed(job, code, numbers[1:])


def elfproef(count, number=100_000_000):
    """So many numbers that are no test numbers and pass the elfproef."""
    numbers = []
    while len(numbers) < count:
        number += 1
        digits = [int(digit) for digit in str(number)]
        if (sum((9 - at) * digit for at, digit in enumerate(digits[:8])) - digits[8]) % 11 == 0:
            numbers.append(str(number))
    return numbers


def test_the_good_bytes_again_take_the_place_of_what_is_held(vish, job, bsns):
    code, people = job.aansluiting(), bsns(40)
    good = dagbestand(people)
    report = processed(job, code, good)
    wrong = held(job, code, [])
    answer = job.expect(job.deliver(code, good, day(-1)), 200)
    assert answer.json == report
    assert vish.beheer("GET", f"/v1/aanleveringen/{wrong['aanleveringId']}", "auditor").json["status"] == "vervangen"
    line = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1", "auditor").json["auditregels"][0]
    assert (line["handeling"], line["onderwerp"]) == ("aanlevering", wrong["aanleveringId"])
    assert line["uitkomst"] == "vervangen"
    decide(job, wrong, status=409)
    decide(job, wrong, "afwijzingen", 409)
    assert job.found(people, code) == set(people)
    assert job.expect(job.deliver(code, good, day(-1)), 200).json == report
    processed(job, code, people, 0)


def test_an_end_date_does_not_pass_while_the_row_that_puts_it_off_cannot_be_read(own):
    own.start()
    job = Job(own)
    job.connect_parties()
    code, people = job.aansluiting(), own.bsns.take(40)
    first = [*people[:36], *ending(people[36:], 1)]
    processed(job, code, first, -1)
    # The row that cannot be read puts an end date off, or would have swallowed those that do.
    report = processed(job, code, [*people[:36], "x" + ending(people[36:], 400)[0]], 0)
    assert report["aantallen"]["nietBeeindigd"] == 4
    own.stop()
    with clock_at(f"{day(3)} 08:00"):
        own.start()
        assert registered(own, code) == 40 and job.found(people, code) == set(people)
        processed(job, code, first, 3)
        assert registered(own, code) == 36, "a file that can be read sets the end dates right"


def test_an_end_date_does_not_pass_while_the_file_that_puts_it_off_waits(own):
    own.start()
    job = Job(own)
    job.connect_parties()
    code, people = job.aansluiting(), own.bsns.take(100)
    first = [*people[:92], *ending(people[92:], 2)]
    processed(job, code, first, -1)
    report = held(job, code, [*people[12:92], *ending(people[92:96], 400), *people[96:]], 0)
    own.stop()
    with clock_at(f"{day(4)} 08:00"):
        own.start()
        assert registered(own, code) == 100 and job.found(people, code) == set(people)
        difference = own.beheer("GET", f"/v1/aanleveringen/{report['aanleveringId']}/verschil", "beheerder").json
        assert difference["vanKracht"]["voor"] == 100 and difference["vanKracht"]["na"] == 88
        decide(job, report, "afwijzingen")
        processed(job, code, first, 4)
        assert registered(own, code) == 92, "the next file sets the end dates right"


def test_who_is_in_force_is_counted_and_an_end_date_passes_without_a_file(own):
    own.start()
    job = Job(own)
    job.connect_parties()
    code, people = job.aansluiting(), own.bsns.take(40)
    processed(job, code, [*people[:36], *ending(people[36:], 0)])
    assert registered(own, code) == 40
    own.stop()
    with clock_at(f"{day(1)} 08:00"):
        own.start()
        status = json.loads(own.vishctl("--json", "status").stdout)
    assert registered(own, code) == 36 and status["registraties"] == 36
    assert "vish_registraties 36" in own.observe("/metrics")[1].splitlines()

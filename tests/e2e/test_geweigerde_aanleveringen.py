"""Refused deliveries neither fill the disk nor hide what was delivered."""

import gzip

import pytest

from harness.job import day, row

SETTINGS = {"max_aanleveringen_per_uur": 8, "max_geweigerd_per_uur": 5}
FAULTY = b"burgerservicenummer;startdatum\n999990019;2026-01-01\n"


def reports(vish, code):
    return vish.data("GET", f"/v1/aansluitingen/{code}/aanleveringen?limiet=100", "gemeente").json["aanleveringen"]


def refused(job, code, body, **more):
    return job.expect(job.deliver(code, body, **more), 400, 409).json["aanlevering"]


@pytest.mark.parametrize(
    "body, headers",
    [
        (FAULTY, {}),
        (b"", {}),
        (gzip.compress(FAULTY), {"Content-Encoding": "gzip"}),
        (gzip.compress(FAULTY)[:-9], {"Content-Encoding": "gzip"}),
        (b"onleesbaar", {"Content-Encoding": "gzip"}),
        ("\n".join(["bsn;startdatum;fase"] + 300 * ["x;y;z"]).encode(), {}),
    ],
    ids=["missing column", "empty", "gzip", "gzip cut short", "no gzip", "many faults"],
)
def test_the_same_refused_bytes_give_the_same_report(vish, job, body, headers):
    code = job.aansluiting()
    first = refused(job, code, body, headers=headers)
    lines = vish.beheer("GET", "/v1/status", "beheerder").json["auditregels"]
    for _ in range(10):
        assert refused(job, code, body, headers=headers) == first
    assert reports(vish, code) == [first]
    assert vish.beheer("GET", "/v1/status", "beheerder").json["auditregels"] == lines


def test_other_bytes_or_another_day_give_another_report(vish, job):
    code = job.aansluiting()
    names = [refused(job, code, FAULTY), refused(job, code, FAULTY + b"x"), refused(job, code, FAULTY, peildatum=day(-2))]
    assert len({report["aanleveringId"] for report in names}) == 3


def test_beyond_the_pace_of_an_aansluiting_a_delivery_waits_and_another_aansluiting_does_not(vish, job, bsns):
    code, people = job.aansluiting(), bsns(2)
    job.expect(job.deliver(code, people), 201)
    for number in range(5):
        refused(job, code, FAULTY + b"%d" % number)
    assert job.deliver(code, people).status == 429
    late = job.deliver(code, [row(people[0])])
    assert late.status == 429 and late.json["code"] == "teVeelVragen"
    assert 1 <= int(late.headers["retry-after"]) <= 720
    assert len(reports(vish, code)) == 6
    assert job.found(people) == set(people)
    job.expect(job.deliver(job.aansluiting(), bsns(1)), 201)


def test_corrections_without_end_have_a_pace_as_well(vish, job, bsns):
    code, people = job.aansluiting(), bsns(2)
    for number in range(8):
        job.expect(job.deliver(code, [row(people[0], kenmerk=str(number)), people[1]]), 200, 201)
    assert job.deliver(code, people).status == 429

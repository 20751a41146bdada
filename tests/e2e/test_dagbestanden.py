"""What is in a day file: rows and files that are good, faulty or unreadable."""

import gzip

import pytest

from harness.bsn import FAILING
from harness.job import counts, dagbestand, day, row


def codes(report):
    return report["bevindingenPerCode"]


@pytest.mark.parametrize(
    "body, finding",
    [
        (b"", "leeg"),
        (b"burgerservicenummer;startdatum\r\n", "kolom_ontbreekt"),
        (b"bsn;burgerservicenummer;startdatum;fase\r\n", "kolom_dubbel"),
        (dagbestand([row("999990019", kenmerk='"open')]), "aanhalingsteken"),
        (dagbestand([row("999990019", kenmerk='"' + 1001 * "x" + '"')]), "veld_te_lang"),
        (dagbestand([row("999990019")]).rstrip()[:-20], "afgekapt"),
        (b"bsn;startdatum;fase;kenmerk\r\n999990019;2026-01-05;nazorg;\x81\r\n", "tekenset"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(job, bsns, body, finding):
    code, people = job.aansluiting(), bsns(1)
    job.expect(job.deliver(code, people, day(-2)), 201)
    answer = job.expect(job.deliver(code, body), 400).json
    assert answer["code"] == "aanleveringGeweigerd"
    assert answer["aanlevering"]["status"] == "geweigerd" and answer["aanlevering"]["reden"]
    assert codes(answer["aanlevering"]) == {finding: 1}
    assert job.found(people, code) == set(people)


def test_a_file_with_too_many_faulty_rows_is_refused_and_reports_each(job, vish, bsns):
    code, people = job.aansluiting(), bsns(10)
    answer = job.expect(job.deliver(code, [*people, row(FAILING)]), 400).json
    report = answer["aanlevering"]
    assert codes(report) == {"elfproef": 1} and counts(report) == {"rijen": 11, "foutief": 1}
    assert report["bevindingen"][0]["regel"] == 12 and report["bevindingen"][0]["kolom"] == "burgerservicenummer"
    assert job.found(people) == set()
    path = f"/v1/aansluitingen/{code}/aanleveringen/{day(-1)}"
    assert vish.data("GET", path, "gemeente").json == report


def test_a_faulty_row_never_ends_the_protection_of_its_person(job, bsns):
    code, people = job.aansluiting(), bsns(21)
    job.expect(job.deliver(code, people, day(-2)), 201)
    report = job.expect(job.deliver(code, [*people[:20], row(people[20], startdatum="31-02-2026")]), 201).json
    assert counts(report) == {"rijen": 21, "ongewijzigd": 20, "foutief": 1, "nietBeeindigd": 1}
    answer = job.ask([people[0], people[20]]).json["resultaten"]
    assert [result["registraties"][0]["peildatum"] for result in answer] == [day(-1), day(-2)]


def test_a_row_without_a_readable_bsn_ends_nobody_at_all(job, bsns):
    code, people = job.aansluiting(), bsns(21)
    job.expect(job.deliver(code, people, day(-2)), 201)
    report = job.expect(job.deliver(code, [*people[:20], row("onleesbaar")]), 201).json
    assert counts(report)["nietBeeindigd"] == 1
    assert job.found(people) == set(people)


def test_a_registration_stops_matching_after_its_einddatum(job, bsns):
    code, (over, today, later) = job.aansluiting(), bsns(3)
    rows = [row(over, einddatum=day(-1)), row(today, einddatum=day(+1)), row(later, einddatum=day(+9))]
    report = job.expect(job.deliver(code, rows, day(-1)), 201).json
    assert counts(report) == {"rijen": 3, "nieuw": 3}
    assert job.found([over, today, later]) == {today, later}


def test_a_row_that_ended_before_the_peildatum_counts_as_absent(job, bsns):
    code, (over, current) = job.aansluiting(), bsns(2)
    report = job.expect(job.deliver(code, [row(over, einddatum=day(-2)), current]), 201).json
    assert counts(report)["nieuw"] == 1
    assert job.found([over, current]) == {current}


def test_rows_in_an_early_phase_are_skipped_unless_the_operator_allows_them(job, bsns):
    early, late = bsns(2)
    rows = [row(early, fase="intake"), row(late)]
    report = job.expect(job.deliver(job.aansluiting(), rows), 201).json
    assert counts(report) == {"rijen": 2, "nieuw": 1, "overgeslagen": 1}
    assert job.found([early, late]) == {late}
    report = job.expect(job.deliver(job.aansluiting(vroegeFasen=True), rows), 201).json
    assert counts(report) == {"rijen": 2, "nieuw": 2}
    assert job.found([early, late]) == {early, late}


def test_who_is_registered_and_comes_back_in_an_early_phase_ends_with_a_finding(job, bsns):
    code, people = job.aansluiting(), bsns(20)
    job.expect(job.deliver(code, people, day(-2)), 201)
    rows = [row(people[0], fase="intake"), *people[1:]]
    report = job.expect(job.deliver(code, rows), 201).json
    assert counts(report) == {"rijen": 20, "ongewijzigd": 19, "overgeslagen": 1, "beeindigd": 1}
    assert codes(report) == {"vroege_fase": 1}
    assert job.found(people) == set(people[1:])


def test_in_test_only_public_test_numbers_are_kept(job):
    code = job.aansluiting()
    report = job.expect(job.deliver(code, ["123456782", "111222333"]), 201).json
    assert counts(report) == {"rijen": 2, "overgeslagen": 2}
    assert job.found(["123456782", "111222333"]) == set()


def test_a_lost_leading_zero_is_given_back_with_a_warning(job):
    code = job.aansluiting("productie")
    report = job.expect(job.deliver(code, [row("00009921")]), 201).json
    assert codes(report) == {"voorloopnul": 1}
    assert job.found(["000009921"], code, "deurwaarder2") == {"000009921"}


def test_a_kenmerk_that_holds_the_bsn_is_dropped_with_a_warning(job, bsns):
    code, (person,) = job.aansluiting(), bsns(1)
    report = job.expect(job.deliver(code, [row(person, kenmerk=f"dossier {person}")]), 201).json
    assert codes(report) == {"kenmerk_bevat_bsn": 1}
    assert "kenmerk" not in job.ask([person]).json["resultaten"][0]["registraties"][0]


def test_a_file_as_excel_writes_it_is_read(job, bsns):
    code, people = job.aansluiting(), bsns(2)
    text = (
        'Startdatum,"BSN",fase,Kenmerk,opmerking\n'
        f'05-01-2026,{people[0]},nazorg,Café,"a,b"\n'
        f"2026-01-05,{people[1]},oplossing,,\n"
    )
    report = job.expect(job.deliver(code, text.encode("windows-1252")), 201).json
    assert counts(report)["nieuw"] == 2
    assert job.ask(people[:1]).json["resultaten"][0]["registraties"][0]["kenmerk"] == "Café"


def test_a_file_may_come_gzipped(job, bsns):
    code, people = job.aansluiting(), bsns(2)
    job.vish.used_bsns.update(people)
    packed = gzip.compress(dagbestand(people))
    report = job.expect(job.deliver(code, packed, headers={"Content-Encoding": "gzip"}), 201).json
    assert counts(report) == {"rijen": 2, "nieuw": 2}
    assert job.found(people) == set(people)


@pytest.mark.parametrize(
    "damage", [lambda packed: packed[:-9], lambda packed: b"geen gzip", lambda packed: packed + b"x"]
)
def test_damaged_gzip_is_refused(job, bsns, damage):
    packed = damage(gzip.compress(dagbestand(bsns(2))))
    answer = job.expect(job.deliver(job.aansluiting(), packed, headers={"Content-Encoding": "gzip"}), 400).json
    assert answer["code"] == "aanleveringGeweigerd" and answer["aanlevering"]["reden"]


def test_a_file_may_come_chunked(job, bsns):
    code, people = job.aansluiting(), bsns(2)
    report = job.expect(job.deliver(code, people, headers={"Transfer-Encoding": "chunked"}), 201).json
    assert counts(report) == {"rijen": 2, "nieuw": 2}

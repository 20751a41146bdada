"""Deliveries: every outcome, and what a question finds afterwards."""

import pytest

from harness.bsn import FAILING
from harness.installation import GEMEENTE, LEVERANCIER
from harness.job import CSV, counts, dagbestand, day, row


def test_a_first_file_registers_everyone_in_it(job, bsns):
    code, people = job.aansluiting(), bsns(3)
    report = job.expect(job.deliver(code, people), 201).json
    assert counts(report) == {"rijen": 3, "nieuw": 3}
    assert report["status"] == "verwerkt" and report["fase"] == "test"
    assert report["aansluitcode"] == code and report["peildatum"] == day(-1)
    assert report["aangeleverdDoor"] == GEMEENTE
    assert job.found(people) == set(people)


def test_the_next_file_is_compared_with_the_one_before(job, bsns):
    code, (stays, changes, leaves, comes) = job.aansluiting(), bsns(4)
    job.expect(job.deliver(code, [stays, changes, leaves], day(-2)), 201)
    report = job.expect(job.deliver(code, [stays, row(changes, fase="nazorg"), comes]), 201).json
    assert counts(report) == {"rijen": 3, "nieuw": 1, "gewijzigd": 1, "beeindigd": 1, "ongewijzigd": 1}
    assert job.found([stays, changes, leaves, comes]) == {stays, changes, comes}


def test_the_same_bytes_again_change_nothing_and_give_the_same_report(job, bsns):
    code, people = job.aansluiting(), bsns(2)
    first = job.expect(job.deliver(code, people), 201).json
    assert job.expect(job.deliver(code, people), 200).json == first


def test_other_bytes_for_the_same_day_are_a_correction(job, bsns):
    code, (kept, wrong) = job.aansluiting(), bsns(2)
    first = job.expect(job.deliver(code, [kept, wrong]), 201).json
    second = job.expect(job.deliver(code, [kept]), 200).json
    assert second["aanleveringId"] != first["aanleveringId"]
    assert counts(second) == {"rijen": 1, "ongewijzigd": 1, "beeindigd": 1}
    assert job.found([kept, wrong]) == {kept}


def test_an_older_peildatum_is_refused_and_changes_nothing(job, bsns):
    code, (now, old) = job.aansluiting(), bsns(2)
    job.expect(job.deliver(code, [now]), 201)
    answer = job.expect(job.deliver(code, [old], day(-2)), 409).json
    assert answer["code"] == "peildatumVolgorde"
    assert job.found([now, old]) == {now}


def test_a_peildatum_in_the_future_is_refused(job, bsns):
    code, people = job.aansluiting(), bsns(1)
    answer = job.expect(job.deliver(code, people, day(+2)), 400).json
    assert answer["code"] == "aanleveringGeweigerd" and answer["aanlevering"]["status"] == "geweigerd"
    assert job.found(people) == set()


def test_a_file_that_would_end_too_many_is_held_until_an_operator_decides(job, bsns):
    code, people = job.aansluiting(), bsns(20)
    job.expect(job.deliver(code, people, day(-2)), 201)
    held = job.expect(job.deliver(code, people[:5]), 202).json
    assert held["status"] == "vastgehouden" and held["reden"]
    assert job.expect(job.deliver(code, people[:5]), 202).json == held
    assert job.found(people) == set(people)
    released = job.operator(f"aanleveringen/{held['aanleveringId']}/vrijgaven", {"reden": "klopt"}, 200).json
    assert released["status"] == "verwerkt" and released["besluit"]["door"] == "beheerder"
    assert released["besluit"]["reden"] == "klopt"
    assert job.found(people) == set(people[:5])


def test_a_held_file_that_is_rejected_never_comes_into_force(job, bsns):
    code, people = job.aansluiting(), bsns(1)
    job.expect(job.deliver(code, people, day(-2)), 201)
    held = job.expect(job.deliver(code, []), 202).json
    rejected = job.operator(f"aanleveringen/{held['aanleveringId']}/afwijzingen", {"reden": "export kapot"}, 200).json
    assert rejected["status"] == "afgewezen"
    assert job.found(people) == set(people)
    conflict = job.operator(f"aanleveringen/{held['aanleveringId']}/vrijgaven", {"reden": "toch"}, 409).json
    assert conflict["code"] == "conflict"


def test_a_newer_file_takes_the_place_of_a_held_one(job, vish, bsns):
    code, people = job.aansluiting(), bsns(2)
    job.expect(job.deliver(code, people, day(-2)), 201)
    held = job.expect(job.deliver(code, []), 202).json
    job.expect(job.deliver(code, people), 201)
    path = f"/v1/aanleveringen/{held['aanleveringId']}"
    assert vish.beheer("GET", path, "beheerder").json["status"] == "vervangen"


def test_a_refused_file_counts_as_not_seen(job, bsns):
    code, people = job.aansluiting(), bsns(1)
    job.expect(job.deliver(code, [row(FAILING)]), 400)
    job.expect(job.deliver(code, people, day(-3)), 201)


def test_a_supplier_delivers_for_the_municipality_with_its_own_certificate(job, vish, bsns):
    code = job.aansluiting()
    report = job.expect(job.deliver(code, bsns(1), party="leverancier"), 201).json
    assert report["aangeleverdDoor"] == LEVERANCIER
    assert vish.data("GET", f"/v1/aansluitingen/{code}", "leverancier").status == 200


def test_the_state_of_an_aansluiting_names_its_last_delivery(job, vish, bsns):
    code = job.aansluiting()
    empty = vish.data("GET", f"/v1/aansluitingen/{code}", "gemeente").json
    assert empty["aantalRegistraties"] == 0 and "laatsteAanlevering" not in empty
    report = job.expect(job.deliver(code, bsns(2)), 201).json
    state = vish.data("GET", f"/v1/aansluitingen/{code}", "gemeente").json
    assert state["aantalRegistraties"] == 2 and state["fase"] == "test" and state["organisatie"] == GEMEENTE
    assert state["laatsteAanlevering"]["aanleveringId"] == report["aanleveringId"]


def test_reports_come_newest_first_and_in_pages(job, vish, bsns):
    code, people = job.aansluiting(), bsns(5)
    sent = [job.deliver(code, people[: count + 1], day(-9 + count)).json["aanleveringId"] for count in range(5)]
    path = f"/v1/aansluitingen/{code}/aanleveringen"
    pages, target = [], f"{path}?limiet=2"
    while target:
        page = vish.data("GET", target, "gemeente").json
        pages.append([report["aanleveringId"] for report in page["aanleveringen"]])
        target = f"{path}?limiet=2&na={page['volgende']}" if "volgende" in page else None
    newest_first = sent[::-1]
    assert [name for page in pages for name in page] == newest_first
    assert [len(page) for page in pages] == [2, 2, 1]
    assert "volgende" not in vish.data("GET", f"{path}?limiet=5", "gemeente").json


@pytest.mark.parametrize("query", ["limiet=0", "limiet=101", "limiet=x", "na=x"])
def test_a_wrong_query_is_refused(job, vish, query):
    answer = vish.data("GET", f"/v1/aansluitingen/{job.aansluiting()}/aanleveringen?{query}", "gemeente")
    assert answer.status == 400 and answer.json["invalidParams"][0]["name"] == query.partition("=")[0]


def test_an_unknown_query_parameter_has_a_code_of_its_own_and_is_not_repeated(job, vish):
    answer = vish.data("GET", f"/v1/aansluitingen/{job.aansluiting()}?onbekend=1", "gemeente")
    assert answer.status == 400 and answer.json["invalidParams"][0]["code"] == "unknownParam"
    assert b"onbekend" not in answer.body


def test_the_report_of_a_day_is_the_one_in_force(job, vish, bsns):
    code, people = job.aansluiting(), bsns(2)
    job.expect(job.deliver(code, people), 201)
    correction = job.expect(job.deliver(code, people[:1]), 200).json
    job.expect(job.deliver(code, [row(FAILING)]), 400)
    path = f"/v1/aansluitingen/{code}/aanleveringen"
    assert vish.data("GET", f"{path}/{day(-1)}", "gemeente").json == correction
    assert vish.data("GET", f"{path}/{day(-2)}", "gemeente").status == 404


@pytest.mark.parametrize("peildatum", ["2026-02-30", "vandaag", "01-11-2026"])
def test_a_peildatum_that_is_no_date_is_invalid_input(job, vish, peildatum):
    path = f"/v1/aansluitingen/{job.aansluiting()}/aanleveringen/{peildatum}"
    for method, body in (("GET", None), ("PUT", dagbestand([]))):
        answer = vish.data(method, path, "gemeente", body, CSV if body else None)
        assert answer.status == 400 and answer.json["invalidParams"][0]["name"] == "peildatum"


def test_the_step_to_productie_keeps_nothing_of_the_test(job, vish, bsns):
    code, people = job.aansluiting(), bsns(2)
    in_test = job.expect(job.deliver(code, people), 201).json
    job.move("aansluitingen", code, "productie")
    assert vish.data("GET", f"/v1/aansluitingen/{code}", "gemeente").json["aantalRegistraties"] == 0
    assert job.found(people) == job.found(people, party="deurwaarder2") == set()
    again = job.expect(job.deliver(code, people), 201).json
    assert again["fase"] == "productie" and again["aanleveringId"] != in_test["aanleveringId"]
    assert counts(again) == {"rijen": 2, "nieuw": 2}
    assert job.found(people) == set()
    assert job.found(people, party="deurwaarder2") == set(people)

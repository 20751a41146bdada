"""The findings of a report as a file for a spreadsheet."""

import csv
import io

import pytest

from harness.job import day, dagbestand

HEADER = ["regel", "kolom", "ernst", "code", "melding"]


def rows(text):
    assert text.startswith("\ufeff") and "\n" not in text.replace("\r\n", "")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


def finding(item):
    return [str(item["regel"]), item.get("kolom", ""), item["ernst"], item["code"], item["melding"]]


@pytest.fixture
def report(job, bsns):
    code = job.aansluiting(drempels={"foutPercentage": 100})
    content = dagbestand(bsns(2) + ["x;2026-01-05;schuldregeling;;"]).replace(b"einddatum", b'einddatum;"=1+1"', 1)
    return job.expect(job.deliver(code, content), 201).json


def path(report):
    return f"/v1/aansluitingen/{report['aansluitcode']}/aanleveringen/{report['peildatum']}"


def test_a_municipality_gets_its_findings_as_csv(vish, job, report):
    answer = vish.data("GET", path(report), "gemeente", headers={"Accept": "text/csv"})
    assert answer.status == 200 and answer.headers["content-type"].startswith("text/csv; charset=utf-8")
    name = f"bevindingen-{report['aansluitcode']}-{report['peildatum']}.csv"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert report["bevindingen"]
    shown = rows(answer.body.decode())
    assert [row[0] for row in shown] == ["regel", *(str(item["regel"]) for item in report["bevindingen"])]
    assert [row[3] for row in shown[1:]] == [item["code"] for item in report["bevindingen"]]
    assert not [cell for row in shown for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_an_operator_gets_the_same_and_so_does_vishctl(vish, job, report):
    mine = vish.data("GET", path(report), "gemeente", headers={"Accept": "text/csv"}).body
    report_id = report["aanleveringId"]
    theirs = vish.beheer("GET", f"/v1/aanleveringen/{report_id}", "auditor", headers={"Accept": "text/csv"})
    assert theirs.body == mine
    assert vish.vishctl("aanlevering", "show", report_id, "--csv").stdout.replace("\n", "\r\n").encode() == mine
    refused = vish.vishctl("aanlevering", "show", "0199c1f0-7a3e-7c11-8000-1234567890ab", "--csv", check=False)
    assert refused.returncode == 1 and "bestaat niet" in refused.stderr


@pytest.mark.parametrize("accept", ["application/json", "*/*", "", "text/csv;q=0.5, application/json", "text/csv;q=0, */*"])
def test_who_does_not_prefer_csv_gets_json(vish, job, report, accept):
    answer = vish.data("GET", path(report), "gemeente", headers={"Accept": accept})
    assert answer.json == report and "content-disposition" not in answer.headers


@pytest.mark.parametrize("accept", ["text/csv", "text/csv, application/json;q=0.1", "text/*;q=0.2"])
def test_who_prefers_csv_gets_csv(vish, job, report, accept):
    answer = vish.data("GET", path(report), "gemeente", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith("text/csv")


def test_an_error_is_a_problem_also_for_who_wants_csv(vish, job):
    wanted = {"Accept": "text/csv"}
    code = job.aansluiting()
    absent = vish.data("GET", f"/v1/aansluitingen/{code}/aanleveringen/{day(-1)}", "gemeente", headers=wanted)
    assert absent.status == 404 and absent.json["status"] == 404


def test_other_answers_are_never_csv(vish, job, bsns):
    wanted = {"Accept": "text/csv"}
    code = job.aansluiting()
    assert job.deliver(code, bsns(1), headers=wanted).status == 406
    for target in (f"/v1/aansluitingen/{code}", f"/v1/aansluitingen/{code}/aanleveringen", "/v1/openapi.json"):
        assert vish.data("GET", target, "gemeente", headers=wanted).status == 406
    for target in ("/v1/status", "/v1/aanleveringen", "/v1/aansluitingen"):
        assert vish.beheer("GET", target, "beheerder", headers=wanted).status == 406


def test_past_a_thousand_findings_the_file_ends_with_totals(vish, job):
    code = job.aansluiting()
    many = ["x;2026-01-05;schuldregeling;;"] * 900 + ["999990019;geen datum;schuldregeling;;"] * 300
    report = job.expect(job.deliver(code, many), 400).json["aanlevering"]
    shown = rows(vish.data("GET", path(report), "gemeente", headers={"Accept": "text/csv"}).body.decode())
    assert shown[0] == HEADER and shown[1:1001] == [finding(item) for item in report["bevindingen"]]
    totals = {row[3]: row[4] for row in shown[1001:]}
    assert all(row[:3] == ["", "", "totaal"] for row in shown[1001:])
    assert totals.keys() == report["bevindingenPerCode"].keys()
    for code, count in report["bevindingenPerCode"].items():
        assert f" {count} keer " in totals[code]

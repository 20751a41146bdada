"""Delivers every file of tests/dagbestanden and holds its report against verwacht.json."""

import json
import pathlib

import pytest

from harness.bsn import bsns_in
from harness.job import CSV, counts, day

SETTINGS = {"max_aanlevering_mb": 1}
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "dagbestanden"
TABLE = json.loads((FOLDER / "verwacht.json").read_text(encoding="utf-8"))
WITHOUT_RIGHTS = {
    403: ("deurwaarder", "GM0344-1"),  # delivers for nobody
    404: ("gemeente", "GM9999-NIET"),
}


def findings(report):
    return [{name: finding.get(name) for name in ("regel", "kolom", "ernst", "code")} for finding in report["bevindingen"]]


@pytest.mark.parametrize("case", TABLE, ids=lambda case: case["bestand"])
def test_a_file_gets_exactly_what_the_table_says(job, case):
    code, body = job.aansluiting(), (FOLDER / case["bestand"]).read_bytes()
    if "gz" not in case["bestand"]:
        job.vish.used_bsns.update(bsns_in(body.replace(b"\0", b"")))
    answer = job.expect(job.deliver(code, body, headers=case.get("kopteksten")), case["status"]).json
    assert answer.get("code") == case.get("code")
    report = answer.get("aanlevering", answer)
    assert report["status"] == ("verwerkt" if case["status"] == 201 else "geweigerd")
    assert findings(report) == case["bevindingen"]
    assert counts(report) == case["aantallen"]
    per_code = {}
    for finding in case["bevindingen"]:
        per_code[finding["code"]] = per_code.get(finding["code"], 0) + 1
    assert report["bevindingenPerCode"] == per_code


def test_the_table_names_every_file():
    files = {path.name for path in FOLDER.iterdir() if path.suffix in (".csv", ".gz")}
    assert files == {case["bestand"] for case in TABLE}


def test_a_file_as_excel_writes_it_keeps_its_letters(job, bsns):
    for name in ("utf8.csv", "windows1252.csv", "utf16le.csv", "utf16be.csv"):
        job.expect(job.deliver(job.aansluiting(), (FOLDER / name).read_bytes()), 201)
    answer = job.ask([next(iter(bsns_in((FOLDER / "utf8.csv").read_bytes().splitlines()[1])))]).json
    kenmerken = [found.get("kenmerk") for found in answer["resultaten"][0]["registraties"]]
    assert kenmerken.count("Café Müller €") >= 4


@pytest.mark.parametrize("status", WITHOUT_RIGHTS)
@pytest.mark.parametrize("framing", [{}, {"Transfer-Encoding": "chunked"}])
def test_a_caller_without_rights_is_refused_before_the_file_is_sent(vish, job, status, framing):
    party, code = WITHOUT_RIGHTS[status]
    job.aansluiting()
    path = f"/v1/aansluitingen/{code}/aanleveringen/{day(-1)}"
    body = (FOLDER / "puntkomma_crlf.csv").read_bytes()
    answer = vish.data("PUT", path, party, body, {**CSV, **framing, "Expect": "100-continue"})
    assert answer.status == status and answer.interim == []


def test_a_caller_with_rights_is_told_to_send_the_file(job):
    body = (FOLDER / "puntkomma_crlf.csv").read_bytes()
    answer = job.deliver(job.aansluiting(), body, headers={"Expect": "100-continue"})
    assert answer.status == 201 and answer.interim == [100]

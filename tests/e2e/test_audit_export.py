"""Lines of the audit log leave the index as a file."""

import csv
import json
from datetime import datetime

from harness.installation import DEURWAARDER

_, REFUSED, _, _, LOCAL = range(5)
REGISTER = "https://avg.voorbeeld.nl/verwerkingen/14"
SETTINGS = {"verwerkingsregister": REGISTER}


def export(vish, formaat, *options, check=True):
    return vish.vishctl("audit", "export", "--formaat", formaat, *options, party="auditor", check=check)


def newest(vish):
    """But for lines that tell of a reading."""
    lines = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=20", "auditor").json["auditregels"]
    return next(line for line in lines if line["handeling"] != "audit.list")


def json_lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_an_export_holds_the_lines_that_were_there_and_is_recorded_itself(vish, job, tmp_path):
    code = job.aansluiting()
    before = newest(vish)["volgnummer"]
    whole = json_lines(export(vish, "json").stdout)
    numbers = [line["volgnummer"] for line in whole]
    assert numbers == list(range(1, len(numbers) + 1)) and before in numbers[-2:]
    listed = vish.beheer("GET", f"/v1/auditregels?onderwerp={code}", "auditor").json["auditregels"]
    file = tmp_path / "audit.jsonl"
    told = export(vish, "json", "--onderwerp", code, "--van", "2026-01-01", "--uit", file)
    assert json_lines(file.read_text()) == listed and len(listed) == 2
    assert told.stdout == f"2 regels in {file}\n" and file.stat().st_mode & 0o777 == 0o600
    line = newest(vish)
    assert (line["handeling"], line["actor"], line["onderwerp"]) == ("audit.export", "auditor", "json")
    assert sorted(line["reden"].split()) == [f"onderwerp={code}", "van=2026-01-01"]


def test_an_export_goes_on_over_pages(vish, job, bsns):
    people = bsns(20)
    for _ in range(60):
        job.expect(job.ask(people), 200)
    whole = json_lines(export(vish, "json").stdout)
    assert len(whole) > 1200
    assert [line["volgnummer"] for line in whole] == list(range(1, len(whole) + 1))


def test_the_logboek_has_a_line_for_each_person(vish, job, bsns):
    match_id = job.ask(bsns(2), kenmerk="geheim-dossier").json["matchId"]
    asked = vish.beheer("GET", f"/v1/auditregels?matchId={match_id}", "auditor").json["auditregels"]
    text = export(vish, "logboek", "--match", match_id).stdout
    assert "geheim-dossier" not in text
    lines = json_lines(text)
    assert len({line["span_id"] for line in lines}) == 2
    for line, regel in zip(lines, asked, strict=True):
        moment = datetime.fromisoformat(regel["tijdstip"].replace("Z", "+00:00")).timestamp() * 1000
        assert line == {
            "trace_id": regel["traceId"],
            "span_id": f"{regel['volgnummer']:016x}",
            "parent_span_id": regel["spanId"],
            "name": "bevraging",
            "start_time": round(moment),
            "end_time": round(moment),
            "status": "Ok",
            "resource": {"attributes": {"service.name": "vishd"}},
            "attributes": {
                "dpl.core.processing_activity_id": REGISTER,
                "dpl.core.data_subject_id": regel["persoonPseudoniem"],
                "dpl.core.data_subject_id_type": "BSN",
                "dpl.core.foreign_operation.processor": f"urn:osb:oin:{DEURWAARDER}",
            },
        }


def test_what_was_refused_in_good_order_is_unset_in_the_logboek(vish, job):
    job.expect(job.ask(["123"]), 400)
    line = json_lines(export(vish, "logboek", "--uitkomst", "geweigerd").stdout)[-1]
    assert line["status"] == "Unset" and "dpl.core.data_subject_id" not in line["attributes"]
    assert "parent_span_id" not in line


def test_a_spreadsheet_calculates_nothing_from_the_csv(vish, job, tmp_path):
    code = job.aansluiting()
    reden = '=1+1; "x"'
    job.operator(f"aansluitingen/{code}/fasewisselingen", {"fase": "beeindigd", "reden": reden}, 202)
    file = tmp_path / "audit.csv"
    export(vish, "csv", "--onderwerp", code, "--uit", file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter=";"))
    assert len(rows) == 3 and rows[-1]["reden"] == "'" + reden and rows[-1]["actor"] == "beheerder"


def test_no_export_without_its_record(vish, job, tmp_path):
    file = tmp_path / "audit.csv"
    for wrong in (("xml",), ("csv", "--van", "gisteren"), ("csv", "--onderwerp", "999990019")):
        before = newest(vish)
        assert export(vish, *wrong, "--uit", file, check=False).returncode == REFUSED
        assert newest(vish) == before and list(tmp_path.iterdir()) == []
    file.write_text("van een ander")
    assert export(vish, "csv", "--uit", file, check=False).returncode == LOCAL
    assert newest(vish) == before and file.read_text() == "van een ander"


def test_the_logboek_needs_the_register_of_processing(own):
    own.start()
    refused = own.vishctl("audit", "export", "--formaat", "logboek", check=False)
    assert refused.returncode == REFUSED and "verwerkingsregister" in refused.stderr
    own.stop()

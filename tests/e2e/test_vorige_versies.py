"""A database that an earlier version left still protects everybody in it.

vorige_versies/ holds, of each format that was ever released, a database with its keys and what stood in it: persons in
test, persons in productie under two index keys and two zegel keys, one held delivery, one refused delivery, questions."""

import json
import pathlib
import shutil
import tarfile

import pytest

from harness.job import Job, day, row

FOLDER = pathlib.Path(__file__).parent / "vorige_versies"
VERSIONS = sorted(path.stem for path in FOLDER.glob("*.json"))


@pytest.fixture(params=VERSIONS)
def old(request, own):
    """An installation on that database, started; and what stands in it."""
    for name in ("data", "sleutels"):
        shutil.rmtree(own.folder / name)
    with tarfile.open(FOLDER / f"{request.param}.tar.xz") as archive:
        archive.extractall(own.folder)  # our own archive
    facts = json.loads((FOLDER / f"{request.param}.json").read_text(encoding="utf-8"))
    own.add_operator("auditor", "auditor")
    own.start()
    return own, facts


def test_everybody_is_found_as_before_and_after_a_restart(old):
    vish, facts = old
    job = Job(vish)
    for _ in range(2):
        assert job.found(facts["persons_test"], facts["test"]) == set(facts["persons_test"])
        people = facts["persons_productie"]
        assert job.found(people, facts["productie"], party="deurwaarder2") == set(people)
        assert job.found(facts["ended"], party="deurwaarder2") == set()
        assert job.found(people) == set(), "test sees productie"
        vish.stop()
        vish.start()
    vish.finish()


def test_the_next_delivery_compares_with_what_stood_there(old):
    vish, facts = old
    job = Job(vish)
    cases = (("test", "persons_test", "deurwaarder"), ("productie", "persons_productie", "deurwaarder2"))
    for fase, persons, asker in cases:
        code, (gone, *stay) = facts[fase], facts[persons]
        report = job.expect(job.deliver(code, stay, day()), 201).json
        assert (report["aantallen"]["nieuw"], report["aantallen"]["beeindigd"]) == (0, 1), report
        assert job.found([gone, *stay], code, asker) == set(stay)
    vish.stop()
    vish.start()
    assert job.found(facts["persons_test"], facts["test"]) == set(facts["persons_test"][1:])


def test_an_earlier_delivery_can_be_put_back(old):
    vish, facts = old
    job = Job(vish)
    shown = json.loads(vish.vishctl("--json", "aansluiting", "show", facts["test"]).stdout)
    job.expect(job.deliver(facts["test"], facts["persons_test"][1:], day()), 201)
    for punt in shown["herstelbareAanleveringen"]:
        vish.vishctl("aanlevering", "rollback", punt["aanleveringId"], "--reden", "proef")
    assert job.found(facts["persons_test"], facts["test"]) == set(facts["persons_test"])


def test_its_audit_log_is_read_with_its_trace_and_its_kenmerk(old):
    vish, facts = old
    lines = vish.beheer("GET", f"/v1/auditregels?matchId={facts['matchId']}", "auditor").json["auditregels"]
    assert {line["uitkomst"] for line in lines} == {"match", "geenMatch"}
    assert all(line["traceId"] == facts["traceId"] and line["kenmerk"] == "2026-004711" for line in lines)


def test_the_delivery_takes_up_its_reports(old):
    vish, facts = old
    reports = vish.data("GET", f"/v1/aansluitingen/{facts['productie']}/aanleveringen", "gemeente").json["aanleveringen"]
    assert [report["status"] for report in reports][:2] == ["geweigerd", "vastgehouden"]
    assert vish.vishctl("status").stdout


def test_a_person_can_be_registered_anew_in_test(old):
    vish, facts = old
    job = Job(vish)
    person = facts["persons_productie"][0]
    job.expect(job.deliver(facts["test"], [*facts["persons_test"], row(person, kenmerk="nieuw")], day()), 201)
    assert job.found([person]) == {person}
    results = job.ask([person]).json["resultaten"]
    assert [one["kenmerk"] for one in results[0]["registraties"]] == ["nieuw"]

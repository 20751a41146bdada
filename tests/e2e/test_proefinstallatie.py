"""What belongs to a test reaches productie in a declared proof only."""

import json
import re

import pytest

from harness import pki
from harness.browser import Door
from harness.installation import DEURWAARDER, GEMEENTE, LEVERANCIER, SERVER
from harness.job import Job, day

REAL = "00000001123456789000"


def page(vish):
    with Door(vish, "beheerder") as door:
        return door.fetch("/")[2]


def status(vish):
    return json.loads(vish.vishctl("--json", "status").stdout)


def declare(installation, proof):
    text = installation.config.read_text(encoding="utf-8")
    text, count = re.subn(r"^(# )?proef = .*$", f"proef = {json.dumps(proof)}", text, flags=re.MULTILINE)
    assert count == 1
    installation.config.write_text(text, encoding="utf-8")



def ready(installation, organisatie=GEMEENTE, **settings):
    """A job, and an aansluiting that is ready for productie."""
    job = Job(installation)
    job.connect_parties()
    if organisatie == REAL:
        pki.make_certificate(installation.pki, "echt", REAL)
        job.operator("organisaties", {"oin": REAL, "naam": "Gemeente Echt", "soort": "gemeente"}, 201)
    code = job.aansluiting("test", organisatie=organisatie, **settings)
    job.expect(job.deliver(code, installation.bsns.take(1), day(-3), party="leverancier"), 201)
    return job, code


@pytest.fixture
def proof(own):
    own.start()
    return own


def test_a_demonstration_is_a_proof_and_says_so(proof):
    assert status(proof)["proef"] is True and status(proof)["testInProductie"]["aantal"] == 0
    assert "proefinstallatie" in proof.vishctl("status").stdout
    assert "proefinstallatie" in page(proof)
    assert "vish_proof 1" in proof.observe("/metrics")[1]


def test_no_test_party_steps_to_productie_of_a_real_installation(proof):
    job, code = ready(proof)
    job.expect(job.ask(proof.bsns.take(1)), 200)
    declare(proof, False)
    proof.vishctl("config", "reload", "--reden", "echt")
    for party in (f"aansluitingen/{code}", f"bevragers/{DEURWAARDER}"):
        refused = job.operator(f"{party}/fasewisselingen", {"fase": "productie", "reden": "x"}, 409)
        assert "00000099" in refused.json["detail"] and "proef = true" in refused.json["detail"]
    assert proof.vishctl("aansluiting", "fase", code, "productie", "--reden", "x", check=False).returncode == 1
    declare(proof, True)
    proof.vishctl("config", "reload", "--reden", "toch een proef")
    job.move("aansluitingen", code, "productie")


def test_what_stands_in_productie_already_works_on_and_is_told(proof):
    job, code = ready(proof)
    job.move("aansluitingen", code, "productie")
    people = proof.bsns.take(2)
    job.expect(job.deliver(code, people, day(-2)), 201)
    proof.stop()
    declare(proof, False)
    proof.start()
    assert job.found(people, code, "deurwaarder2") == set(people)
    told = status(proof)["testInProductie"]
    assert told["aantal"] == 3 and not status(proof)["proef"]
    assert any("demonstratie" in melding for melding in told["meldingen"])
    assert any(code in melding and GEMEENTE in melding for melding in told["meldingen"])
    screen = proof.vishctl("status").stdout
    assert "testgegevens in productie" in screen and "proefinstallatie" not in screen
    assert "vish_test_in_production 3" in proof.observe("/metrics")[1]
    assert "testInProductie" in proof.tail()
    assert "demonstratie" in proof.vishctl("config", "check", proof.config).stdout
    job.move("aansluitingen", code, "geschorst")
    refused = job.operator(f"aansluitingen/{code}/fasewisselingen", {"fase": "productie", "reden": "x"}, 409)
    assert "test-OIN" in refused.json["detail"]


def test_a_real_party_waits_while_a_demonstration_ca_is_trusted(proof):
    job, code = ready(proof, REAL, aanleveraars=[LEVERANCIER])
    declare(proof, False)
    proof.vishctl("config", "reload", "--reden", "echt")
    job.operator(f"aansluitingen/{code}/wijzigingen", {"reden": "x", "aanleveraars": {"eraf": [LEVERANCIER]}}, 200)
    refused = job.operator(f"aansluitingen/{code}/fasewisselingen", {"fase": "productie", "reden": "x"}, 409)
    assert "demonstratie" in refused.json["detail"] and "tls.vertrouwd" in refused.json["detail"]


def test_no_test_oin_comes_to_deliver_for_one_in_productie(proof):
    job, code = ready(proof)
    job.move("aansluitingen", code, "productie")
    exported = proof.beheer("GET", "/v1/register", "beheerder").json
    declare(proof, False)
    proof.vishctl("config", "reload", "--reden", "echt")
    change = {"reden": "x", "aanleveraars": {"erbij": [SERVER]}}
    job.operator("organisaties", {"oin": SERVER, "naam": "Proef", "soort": "leverancier"}, 201)
    assert "proef = true" in job.operator(f"aansluitingen/{code}/wijzigingen", change, 409).json["detail"]
    mine = next(each for each in exported["aansluitingen"] if each["aansluitcode"] == code)
    mine["aanleveraars"].append(SERVER)
    refused = job.operator("registerimporten", {"proef": True, "register": exported}, 400).json
    assert [finding["name"].split(".")[-1] for finding in refused["invalidParams"]] == ["aanleveraars[1]"]


def test_no_test_oin_comes_to_be_a_creditor_of_a_real_installation(proof):
    job = Job(proof)
    real, other, test = "00000003123456780000", "00000003234567890000", "00000099000000090000"
    partner = {"naam": "Energie", "oins": [test], "ingangsdatum": day(-9)}
    known = job.operator("convenantpartners", partner, 201).json["convenantpartnerId"]
    exported = proof.beheer("GET", "/v1/register", "beheerder").json
    declare(proof, False)
    proof.vishctl("config", "reload", "--reden", "echt")
    refused = job.operator("convenantpartners", {**partner, "naam": "Water"}, 409).json["detail"]
    assert test in refused and "proef = true" in refused
    fresh = job.operator("convenantpartners", {**partner, "naam": "Water", "oins": [real]}, 201).json["convenantpartnerId"]
    change = {"reden": "x", "oins": [real, test]}
    assert test in job.operator(f"convenantpartners/{fresh}/wijzigingen", change, 409).json["detail"]
    exported["convenantpartners"][0]["oins"].append("00000099000000091000")
    refused = job.operator("registerimporten", {"proef": True, "register": exported}, 400).json
    assert [finding["name"] for finding in refused["invalidParams"]] == ["register.convenantpartners[0].oins[1]"]
    # Who has one already keeps it, and is told of until it is gone.
    job.operator(f"convenantpartners/{known}/wijzigingen", {"reden": "x", "oins": [test, other]}, 200)
    assert any(known in melding and test in melding for melding in status(proof)["testInProductie"]["meldingen"])
    job.operator(f"convenantpartners/{known}/wijzigingen", {"reden": "x", "oins": [other]}, 200)
    assert not any(known in melding for melding in status(proof)["testInProductie"]["meldingen"])


@pytest.mark.parametrize("person", ["999993653", "999999321", "000009921"])
def test_test_numbers_are_skipped_in_productie(proof, person):
    job, code = ready(proof)
    job.move("aansluitingen", code, "productie")
    declare(proof, False)
    proof.vishctl("config", "reload", "--reden", "echt")
    other = "100000009"
    report = job.expect(job.deliver(code, [person, other], day(-2)), 201).json
    assert [(each["code"], each["ernst"]) for each in report["bevindingen"]] == [("testnummer", "waarschuwing")]
    assert report["bevindingenPerCode"] == {"testnummer": 1}
    assert (report["aantallen"]["overgeslagen"], report["aantallen"]["nieuw"]) == (1, 1)
    assert person not in json.dumps(report)
    assert job.found([person, other], code, "deurwaarder2") == {other}
    assert status(proof)["opvallend"]["testnummers"] == {"aantal": 1, "aansluitcodes": [code]}
    odd = f'vish_aansluiting_odd{{aansluitcode="{code}",kind="testnummers"}}'
    assert f"{odd} 1" in proof.observe("/metrics")[1]
    declare(proof, True)
    proof.vishctl("config", "reload", "--reden", "proef")
    job.expect(job.deliver(code, [person, other], day(-1)), 201)
    assert job.found([person], code, "deurwaarder2") == {person}
    assert status(proof)["opvallend"]["testnummers"]["aantal"] == 0
    assert f"{odd} 0" in proof.observe("/metrics")[1]

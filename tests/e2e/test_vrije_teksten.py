"""Whatever an operator types freely is kept, so a BSN in it is refused at every door."""

import json

import pytest

from harness.installation import DEURWAARDER, GEMEENTE

HELD = "999990408"
OIN = "00000099000000071000"
PARTY = {"oin": OIN, "naam": "Proef", "soort": "gemeente"}
PRINT = {"rol": "auditor", "vingerafdruk": "a" * 64}
CONTACT = {"telefoon": "14 030", "email": "schuldhulp@voorbeeld.nl"}
SOURCE = {"aansluitcode": "GM0344-V", "organisatie": GEMEENTE, "contact": CONTACT}
PARTNER = {"naam": "Proef", "kvkNummers": ["12345678"], "ingangsdatum": "2026-01-01"}
REDEN = {"reden": f"over {HELD}"}

# The door, what is sent to it, and the names of the texts that it refuses. {…} is something of the installation.
DOORS = [
    ("organisaties", {**PARTY, "naam": f"Erven {HELD}"}, "naam"),
    (f"organisaties/{GEMEENTE}/wijzigingen", {**REDEN, "naam": HELD}, "reden naam"),
    (f"organisaties/{GEMEENTE}/beeindigingen", REDEN, "reden"),
    ("aansluitingen", {**SOURCE, "aansluitcode": HELD}, "aansluitcode"),
    ("aansluitingen", {**SOURCE, "contact": {**CONTACT, "email": f"{HELD}@voorbeeld.nl"}}, "contact.email"),
    ("aansluitingen/{code}/wijzigingen", {**REDEN, "contact": {"email": f"{HELD}@voorbeeld.nl"}},
     "reden contact.email"),
    ("aansluitingen/{code}/fasewisselingen", {**REDEN, "fase": "geschorst"}, "reden"),
    ("aansluitingen/{code}/bevestigingen", REDEN, "reden"),
    (f"bevragers/{DEURWAARDER}/wijzigingen", {**REDEN, "overeenkomstdatum": "2026-01-31"}, "reden"),
    (f"bevragers/{DEURWAARDER}/fasewisselingen", {**REDEN, "fase": "productie"}, "reden"),
    ("convenantpartners", {**PARTNER, "naam": "BSN 9999.90.408"}, "naam"),
    ("operators", {**PRINT, "naam": f"p{HELD}"}, "naam"),
    ("operators/niemand/wijzigingen", {**REDEN, "rol": "privacy"}, "reden"),
    ("registerimporten", {"register": {"organisaties": [{**PARTY, "naam": HELD}]}, "registerstand": "a" * 64, **REDEN},
     "reden register.organisaties[0].naam"),
    ("registerimporten", {"proef": True, "register": {"convenantpartners": [{**PARTNER, "naam": HELD}]}},
     "register.convenantpartners[0].naam"),
    ("aanleveringen/geen-id/vrijgaven", REDEN, "reden"),
    ("aanleveringen/geen-id/afwijzingen", REDEN, "reden"),
    ("aanleveringen/geen-id/terugdraaiingen", REDEN, "reden"),
    ("sleutels", {**REDEN, "soort": "zegel"}, "reden"),
    ("sleutels/zegel-1/vernietigingen", REDEN, "reden"),
    ("herladingen", REDEN, "reden"),
    ("backups", REDEN, "reden"),
    ("backups/1/controles", REDEN, "reden"),
    ("openingen", REDEN, "reden"),
]  # fmt: skip


@pytest.fixture(scope="module")
def code(job):
    return job.aansluiting()


@pytest.mark.parametrize("door,body,names", DOORS, ids=[door for door, _, _ in DOORS])
def test_a_bsn_in_a_free_text_is_refused(vish, job, code, door, body, names):
    refused = job.operator(door.format(code=code), body, 400).json["invalidParams"]
    assert [(each["name"], each["code"]) for each in refused] == [(name, "value") for name in names.split()]
    assert HELD not in json.dumps(refused)


@pytest.mark.parametrize("sign, called", [("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"), ("\u200b", "U+200B ZERO WIDTH SPACE")])
@pytest.mark.parametrize("door,body,names", DOORS, ids=[door for door, _, _ in DOORS])
def test_a_hidden_sign_in_a_free_text_is_refused_by_its_name(vish, job, code, door, body, names, sign, called):
    hidden = json.loads(json.dumps(body).replace(HELD, f"x{sign}y").replace("9999.90.408", f"x{sign}y"))
    refused = job.operator(door.format(code=code), hidden, 400).json["invalidParams"]
    assert [(each["name"], each["code"]) for each in refused] == [(name, "pattern") for name in names.split()]
    assert all(called in each["reason"] for each in refused if each["name"] != "aansluitcode")


def test_a_hidden_sign_in_a_telephone_number_or_a_filter_is_refused_too(vish, job):
    contact = {**CONTACT, "telefoon": "14\u202f030\u2069"}
    refused = job.operator("aansluitingen", {**SOURCE, "contact": contact}, 400).json["invalidParams"]
    assert [each["name"] for each in refused] == ["contact.telefoon"]
    filtered = vish.beheer("POST", "/v1/auditexports?onderwerp=a%E2%80%AEb", "auditor", {"formaat": "csv"})
    assert [each["name"] for each in job.expect(filtered, 400).json["invalidParams"]] == ["onderwerp"]


def test_a_bsn_in_the_digits_of_another_script_is_refused_too(vish, job):
    wide = "".join(chr(0xFF10 + int(digit)) for digit in HELD)
    refused = job.operator("herladingen", {"reden": wide}, 400).json["invalidParams"]
    assert [(each["name"], each["code"]) for each in refused] == [("reden", "value")]


def test_letters_of_any_language_stay_welcome(vish, job):
    naam = "Stichting Ça-vá, Žižek & Жук – 's-Hertogenbosch"
    job.operator(f"organisaties/{GEMEENTE}/wijzigingen", {"reden": "proef", "naam": naam}, 200)


def test_neither_does_a_filter_bring_one_into_the_audit_log(vish, job):
    refused = vish.beheer("POST", f"/v1/auditexports?onderwerp=over-{HELD}", "auditor", {"formaat": "csv"})
    assert [each["name"] for each in job.expect(refused, 400).json["invalidParams"]] == ["onderwerp"]


def test_numbers_that_are_no_bsn_stay_welcome(vish, job):
    reden = "KvK 12345678, OIN 00000099999990421000, bel 0302860000 over 2026-00417"
    job.operator(f"organisaties/{GEMEENTE}/wijzigingen", {"reden": reden, "naam": "Nu"}, 200)
    line = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1", "auditor").json["auditregels"][0]
    assert line["reden"] == reden

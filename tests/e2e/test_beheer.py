"""The beheer listener: its routes, the roles of operators, and four eyes."""

import pytest

from harness import pki
from harness.installation import DEURWAARDER, GEMEENTE
from harness.job import day

NOBODY = "00000099000000098000"
NO_ID = "0199c1f0-7a3e-7c11-8000-1234567890ab"
CONTACT = {"telefoon": "14 030", "email": "a@b.nl"}
WRITES = [
    ("registerimporten", {"proef": True, "register": {}}),
    ("organisaties", {"oin": NOBODY, "naam": "X", "soort": "gemeente"}),
    ("aansluitingen", {"aansluitcode": "NIEMAND-1", "organisatie": GEMEENTE, "contact": CONTACT}),
    (f"bevragers/{DEURWAARDER}/fasewisselingen", {"fase": "geschorst", "reden": "x"}),
    ("bevragers", {"oin": GEMEENTE}),
    (f"aanleveringen/{NO_ID}/vrijgaven", {"reden": "x"}),
    (f"aanleveringen/{NO_ID}/afwijzingen", {"reden": "x"}),
    (f"convenantpartners/{NO_ID}/wijzigingen", {"naam": "X", "reden": "x"}),
    (f"convenantpartners/{NO_ID}/beeindigingen", {"reden": "x"}),
    (f"organisaties/{GEMEENTE}/wijzigingen", {"naam": "X", "reden": "x"}),
    (f"organisaties/{GEMEENTE}/beeindigingen", {"reden": "x"}),
    ("convenantpartners", {"naam": "X", "kvkNummers": ["12345678"], "ingangsdatum": "2026-01-01"}),
]
READS = [
    "register", "organisaties", "aansluitingen", "bevragers", "aanleveringen", "convenantpartners", "auditregels", "status"
]  # fmt: skip


def new_oin(counter=iter(range(1000))):
    return f"000000990000007{next(counter):05}"


@pytest.fixture
def oin(job):
    oin = new_oin()
    job.operator("organisaties", {"oin": oin, "naam": "Nieuw", "soort": "overheid"}, 201)
    return oin


@pytest.mark.parametrize("party", ["beheerder", "beheerder2", "privacy", "auditor"])
def test_every_role_may_read(vish, job, party):
    for collection in [*READS, f"organisaties/{GEMEENTE}", f"bevragers/{DEURWAARDER}", "openapi.json"]:
        assert vish.beheer("GET", f"/v1/{collection}", party).status == 200


@pytest.mark.parametrize("party", ["privacy", "auditor"])
@pytest.mark.parametrize("collection, body", WRITES, ids=[collection.split("/")[-1] for collection, _ in WRITES])
def test_only_the_role_beheer_may_write(vish, job, party, collection, body):
    assert vish.beheer("POST", f"/v1/{collection}", party, body).status == 403


def test_a_certificate_with_the_oin_of_an_operator_is_not_enough(vish, job):
    pki.make_certificate(vish.pki, "namaak", "00000099000000010000")
    assert vish.beheer("GET", "/v1/status", "namaak").status == 403


def test_what_was_added_can_be_read(vish, job, oin):
    assert vish.beheer("GET", f"/v1/organisaties/{oin}", "auditor").json["naam"] == "Nieuw"
    assert oin in [item["oin"] for item in vish.beheer("GET", "/v1/organisaties", "auditor").json["organisaties"]]
    code = job.aansluiting("aangemeld", organisatie=oin, toonFase=True, drempels={"foutPercentage": 7})
    shown = vish.beheer("GET", f"/v1/aansluitingen/{code}", "auditor").json
    assert shown["fase"] == "aangemeld" and shown["toonFase"] and not shown["vroegeFasen"]
    loss = {"afnamePercentage": 10, "afnameAantal": 10, "nettoAfnamePercentage": 25}
    growth = {"groeiPercentage": 100, "groeiAantal": 100, "eersteHoogstens": 5000}
    assert shown["drempels"] == {"foutPercentage": 7, **loss, **growth}
    job.operator("bevragers", {"oin": oin}, 201)
    assert vish.beheer("GET", f"/v1/bevragers/{oin}", "auditor").json["fase"] == "aangemeld"


def test_what_exists_already_is_a_conflict(job, oin):
    code = job.aansluiting("aangemeld")
    contact = {"telefoon": "1", "email": "a@b"}
    job.operator("organisaties", {"oin": oin, "naam": "Weer", "soort": "overheid"}, 409)
    job.operator("aansluitingen", {"aansluitcode": code, "organisatie": oin, "contact": contact}, 409)
    job.operator("bevragers", {"oin": DEURWAARDER}, 409)


def test_a_party_needs_an_organisation_that_exists(job):
    job.operator("bevragers", {"oin": NOBODY}, 409)
    job.operator("aansluitingen", {"aansluitcode": "WEES-1", "organisatie": NOBODY, "contact": CONTACT}, 409)


@pytest.mark.parametrize(
    "path",
    [
        f"organisaties/{NOBODY}",
        "organisaties/kort",
        "aansluitingen/ONBEKEND",
        "aansluitingen/onjuist",
        f"bevragers/{NOBODY}",
        f"aanleveringen/{NO_ID}",
        "aanleveringen/x",
        "organisaties/",
        "niets",
    ],
)
def test_what_does_not_exist_is_not_found(vish, job, path):
    assert vish.beheer("GET", f"/v1/{path}", "beheerder").status == 404


def test_acts_on_what_does_not_exist_are_not_found(vish, job):
    for path in (f"bevragers/{NOBODY}/fasewisselingen", "aansluitingen/ONBEKEND/fasewisselingen"):
        job.operator(path, {"fase": "test", "reden": "x"}, 404)
    for path in (f"aanleveringen/{NO_ID}/vrijgaven", f"aanleveringen/{NO_ID}/afwijzingen"):
        job.operator(path, {"reden": "x"}, 404)
    job.operator(f"convenantpartners/{NO_ID}/beeindigingen", {"reden": "x"}, 404)
    job.operator(f"organisaties/{NOBODY}/beeindigingen", {"reden": "x"}, 404)


@pytest.mark.parametrize(
    "collection, body, names",
    [
        ("organisaties", {"oin": "kort", "naam": "", "soort": "kerk", "x": 1}, {"oin", "naam", "soort", "x"}),
        ("organisaties", {}, {"oin", "naam", "soort"}),
        (
            "aansluitingen",
            {"aansluitcode": "x", "organisatie": "y", "contact": {"telefoon": 1}, "drempels": {"foutPercentage": 101}},
            {"aansluitcode", "organisatie", "contact.telefoon", "contact.email", "drempels.foutPercentage"},
        ),
        ("convenantpartners", {"naam": "X", "ingangsdatum": "2026-13-01"}, None),
        (f"bevragers/{DEURWAARDER}/fasewisselingen", {"fase": "weg"}, {"fase", "reden"}),
        (f"aanleveringen/{NO_ID}/vrijgaven", {}, {"reden"}),
    ],
)
def test_a_wrong_body_is_refused_with_every_mistake(job, collection, body, names):
    found = {param["name"] for param in job.operator(collection, body, 400).json["invalidParams"]}
    assert found if names is None else found == names


def test_a_body_must_be_json(vish, job):
    def post(body, mediatype):
        return vish.beheer("POST", "/v1/organisaties", "beheerder", body, {"Content-Type": mediatype}).status

    assert post(b"{", "application/json") == 400
    assert post(b"{}", "text/csv") == 415
    assert post(b'{"naam":"' + 100_000 * b"x" + b'"}', "application/json") == 413


@pytest.mark.parametrize("path", ["status?x=1", "auditregels?limiet=1001", "auditregels?na=x", "auditregels?laatste=ja",
                                  "aanleveringen?status=kwijt", "aanleveringen?limiet=0"])  # fmt: skip
def test_a_wrong_query_is_refused(vish, job, path):
    assert vish.beheer("GET", f"/v1/{path}", "beheerder").status == 400


def test_the_phases_follow_their_order(job, oin):
    job.operator("bevragers", {"oin": oin}, 201)
    job.move("bevragers", oin, "test", 409)
    dated = {"fase": "test", "reden": "getekend", "overeenkomstdatum": day(-1)}
    job.operator(f"bevragers/{oin}/fasewisselingen", dated, 200)
    for fase in ("aangemeld", "test", "geschorst", "productie"):
        job.move("bevragers", oin, fase, 409)


def test_the_step_to_productie_needs_a_delivery_that_was_processed(job, bsns):
    code = job.aansluiting()
    job.move("aansluitingen", code, "productie", 409)
    job.expect(job.deliver(code, b"onleesbaar"), 400)
    job.move("aansluitingen", code, "productie", 409)
    job.expect(job.deliver(code, bsns(1)), 201)
    assert job.move("aansluitingen", code, "productie").json["fase"] == "productie"


def test_ending_an_aansluiting_needs_a_second_operator(vish, job, bsns):
    code, people = job.aansluiting(), bsns(2)
    job.expect(job.deliver(code, people), 201)
    asked = job.move("aansluitingen", code, "beeindigd", 202).json
    assert asked["fase"] == "test" and asked["beeindigingDoor"] == "beheerder"
    again = job.operator(f"aansluitingen/{code}/fasewisselingen", {"fase": "beeindigd", "reden": "x"}, 202, 409)
    assert again.status in (202, 409) and job.found(people) == set(people)
    ended = job.move("aansluitingen", code, "beeindigd", party="beheerder2").json
    assert ended["fase"] == "beeindigd" and job.found(people) == set()
    assert vish.data("GET", f"/v1/aansluitingen/{code}", "gemeente").json["aantalRegistraties"] == 0
    job.move("aansluitingen", code, "test", 409)


def test_ending_a_bevrager_needs_a_second_operator(job, oin):
    job.operator("bevragers", {"oin": oin}, 201)
    assert job.move("bevragers", oin, "beeindigd", 202).json["beeindigingDoor"] == "beheerder"
    assert job.move("bevragers", oin, "beeindigd", party="beheerder2").json["fase"] == "beeindigd"


def test_deliveries_are_found_by_aansluiting_and_by_status(vish, job, bsns):
    code, people = job.aansluiting(), bsns(2)
    good = job.expect(job.deliver(code, people, day(-3)), 201).json
    bad = job.expect(job.deliver(code, b"onleesbaar", day(-2)), 400).json["aanlevering"]
    held = job.expect(job.deliver(code, []), 202).json

    def found(query):
        reports = vish.beheer("GET", f"/v1/aanleveringen?aansluitcode={code}{query}", "auditor").json["aanleveringen"]
        return [report["aanleveringId"] for report in reports]

    assert found("") == [report["aanleveringId"] for report in (held, bad, good)]
    assert found("&status=geweigerd") == [bad["aanleveringId"]]
    assert found("&status=vastgehouden") == [held["aanleveringId"]]
    assert found("&limiet=1") == [held["aanleveringId"]]
    assert found(f"&na={held['aanleveringId']}") == [bad["aanleveringId"], good["aanleveringId"]]
    assert vish.beheer("GET", f"/v1/aanleveringen/{good['aanleveringId']}", "auditor").json == good


def test_a_convenantpartner_comes_and_goes(vish, job):
    def ids():
        partners = vish.beheer("GET", "/v1/convenantpartners", "auditor").json["convenantpartners"]
        return [partner["convenantpartnerId"] for partner in partners]

    body = {"naam": "Zorg", "oins": [NOBODY], "ingangsdatum": "2026-01-01", "einddatum": "2026-12-31"}
    made = job.operator("convenantpartners", body, 201).json
    assert made["oins"] == [NOBODY] and made["convenantpartnerId"] in ids()
    path = f"convenantpartners/{made['convenantpartnerId']}"
    job.operator(f"{path}/wijzigingen", {"oins": [], "reden": "x"}, 409)
    job.operator(f"{path}/wijzigingen", {"ingangsdatum": day(2), "einddatum": day(3), "reden": "x"}, 200)
    job.operator(f"{path}/beeindigingen", {"reden": "x"}, 204)
    assert made["convenantpartnerId"] not in ids()


def test_every_act_of_an_operator_is_in_the_audit_log(vish, job, oin):
    job.operator("bevragers", {"oin": oin}, 201)
    lines = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=2", "auditor").json["auditregels"]
    assert [(line["handeling"], line["actor"], line["onderwerp"]) for line in lines] == [
        ("bevrager.add", "beheerder", oin),
        ("organisatie.add", "beheerder", oin),
    ]


def test_the_audit_log_has_no_gaps_and_comes_in_pages(vish, job):
    numbers, target = [], "/v1/auditregels?limiet=7"
    while target:
        page = vish.beheer("GET", target, "auditor").json
        numbers += [line["volgnummer"] for line in page["auditregels"]]
        target = f"/v1/auditregels?limiet=7&na={page['volgende']}" if "volgende" in page else None
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == vish.beheer("GET", "/v1/status", "auditor").json["auditregels"]


def test_the_status_counts_what_there_is(vish, job, bsns):
    before = vish.beheer("GET", "/v1/status", "auditor").json
    job.expect(job.deliver(job.aansluiting(), bsns(3)), 201)
    after = vish.beheer("GET", "/v1/status", "auditor").json
    assert after["gereed"] and after["databaseId"] == before["databaseId"]
    assert after["registraties"] == before["registraties"] + 3
    assert after["aansluitingen"]["test"] == before["aansluitingen"]["test"] + 1
    assert after["bevragers"]["test"] >= 1 and after["bevragers"]["productie"] >= 1


def test_an_unknown_method_is_refused_with_those_that_there_are(vish, job):
    for path in ("organisaties", f"organisaties/{GEMEENTE}", "status", "auditregels"):
        assert vish.beheer("PATCH", f"/v1/{path}", "beheerder").status == 405

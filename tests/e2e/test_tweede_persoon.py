"""What loosens the guard or leaves nobody takes two persons: no operator can do it alone."""

import json
import pty
import subprocess

import pytest

from harness.browser import Door
from harness.job import Job, day
from harness.programs import BIN, DEADLINE

WIDE = {"afnamePercentage": 100, "afnameAantal": 1_000_000}


def page(vish):
    with Door(vish, "auditor") as door:
        return door.fetch("/")[2]


def status(vish):
    return json.loads(vish.vishctl("--json", "status").stdout)


def waiting(vish):
    return {(each["handeling"], each["naam"]): each for each in status(vish)["wachtOpTweedePersoon"]["verzoeken"]}


def change(job, code, settings, *statuses, party="beheerder"):
    return job.operator(f"aansluitingen/{code}/wijzigingen", {"reden": "proef", **settings}, *statuses, party=party).json


def lines(vish, onderwerp):
    """(handeling, uitkomst, actor) of what the audit log holds about it, oldest first."""
    found = vish.beheer("GET", f"/v1/auditregels?onderwerp={onderwerp}&limiet=100", "beheerder").json["auditregels"]
    found.sort(key=lambda line: line["volgnummer"])
    return [(line["handeling"], line["uitkomst"], line["actor"]) for line in found]


def rename(vish, old, new):
    text = vish.config.read_text(encoding="utf-8")
    assert text.count(f'naam = "{old}"') == 1
    vish.config.write_text(text.replace(f'naam = "{old}"', f'naam = "{new}"'), encoding="utf-8")
    vish.vishctl("config", "reload", "--reden", "andere naam")


def test_another_name_for_the_same_certificate_is_no_second_person(own):
    own.start()
    own_job = Job(own)
    own_job.connect_parties()
    code = own_job.aansluiting("productie")
    change(own_job, code, {"drempels": WIDE}, 202, party="beheerder2")
    rename(own, "beheerder2", "iemand.anders")
    change(own_job, code, {"drempels": WIDE}, 202, party="beheerder2")
    assert waiting(own)[("aansluiting.change", code)]["gevraagdDoor"] == "iemand.anders"
    change(own_job, code, {"drempels": WIDE}, 200)
    own.finish()


@pytest.fixture
def code(job):
    return job.aansluiting("productie")


@pytest.fixture(autouse=True)
def nothing_waits_after(vish, job):
    yield
    for each in vish.beheer("GET", "/v1/verzoeken", "beheerder").json["verzoeken"]:
        job.operator(f"verzoeken/{each['handeling']}/{each['naam']}/intrekkingen", {"reden": "opruimen"}, 200)


@pytest.mark.parametrize(
    "settings",
    [
        {"drempels": {"foutPercentage": 6}},
        {"drempels": {"afnamePercentage": 11}},
        {"drempels": {"afnameAantal": 11}},
        {"drempels": {"nettoAfnamePercentage": 26}},
        {"drempels": {"groeiPercentage": 101}},
        {"drempels": {"groeiAantal": 101}},
        {"drempels": {"eersteHoogstens": 5001}},
        {"drempels": {"afnamePercentage": 100, "foutPercentage": 1}},
        {"herstelpunten": 2},
        {"herstelpunten": 0},
        {"drempels": WIDE, "toonFase": True},
    ],
)
@pytest.mark.parametrize("fase", ["productie", "geschorst"])
def test_loosening_waits_for_the_same_by_another(vish, job, code, fase, settings):
    if fase == "geschorst":
        job.move("aansluitingen", code, "geschorst")
    before = vish.beheer("GET", f"/v1/aansluitingen/{code}", "beheerder").json
    asked = change(job, code, settings, 202)
    assert asked["drempels"] == before["drempels"] and asked["herstelpunten"] == before["herstelpunten"]
    change(job, code, settings, 202)
    assert waiting(vish)[("aansluiting.change", code)]["gevraagdDoor"] == "beheerder"
    vish.stop()
    vish.start()
    done = change(job, code, settings, 200, party="beheerder2")
    expected = {**before["drempels"], **settings.get("drempels", {})}
    assert done["drempels"] == expected and done["herstelpunten"] == settings.get("herstelpunten", 7)
    assert "verzoeken" not in done and "vervallenVerzoeken" not in done and waiting(vish) == {}
    assert lines(vish, code)[-3:] == [
        ("aansluiting.change", "wachtOpTweedePersoon", "beheerder"),
        ("aansluiting.change", "wachtOpTweedePersoon", "beheerder"),
        ("aansluiting.change", "uitgevoerd", "beheerder2"),
    ]


def test_tightening_and_what_is_no_guard_need_one_person(job, code):
    assert change(job, code, {"drempels": {"afnamePercentage": 5, "afnameAantal": 1}}, 200)["drempels"]["afnameAantal"] == 1
    change(job, code, {"herstelpunten": 3}, 200)
    change(job, code, {"contact": {"telefoon": "14 031"}, "toonFase": True}, 200)


def test_early_phases_that_count_no_longer_wait_for_another(vish, job, code):
    assert change(job, code, {"vroegeFasen": True}, 200)["vroegeFasen"]
    assert change(job, code, {"vroegeFasen": False}, 202)["vroegeFasen"]
    asked = waiting(vish)[("aansluiting.change", code)]
    assert asked["opdracht"] == f"vishctl aansluiting change {code} --geen-vroege-fasen --reden REDEN"
    assert not change(job, code, {"vroegeFasen": False}, 200, party="beheerder2")["vroegeFasen"]


def test_in_test_thresholds_need_one_person(job):
    change(job, job.aansluiting(), {"drempels": WIDE}, 200)


def test_the_second_must_want_exactly_the_same(vish, job, code):
    change(job, code, {"drempels": {"afnamePercentage": 50}}, 202)
    change(job, code, {"drempels": {"afnamePercentage": 60}}, 202, party="beheerder2")
    assert waiting(vish)[("aansluiting.change", code)]["gevraagdDoor"] == "beheerder2"
    done = change(job, code, {"drempels": {"afnamePercentage": 60}}, 200)
    assert done["drempels"]["afnamePercentage"] == 60


@pytest.mark.parametrize("other", ["change", "fase"])
def test_another_change_voids_it_and_says_so(vish, job, code, other):
    change(job, code, {"drempels": WIDE}, 202)
    if other == "change":
        answer = change(job, code, {"drempels": {"foutPercentage": 1}}, 200)
    else:
        answer = job.move("aansluitingen", code, "geschorst").json
    assert [each["handeling"] for each in answer["vervallenVerzoeken"]] == ["aansluiting.change"]
    assert waiting(vish) == {}
    assert ("verzoek.void", "vervallen", "beheerder") in lines(vish, code)
    change(job, code, {"drempels": WIDE}, 202, party="beheerder2")


def test_what_waits_shows_everywhere_with_its_command_and_that_command_does_it(vish, job, code):
    vish.vishctl("aansluiting", "change", code, "--afname-percentage", "100", "--telefoon", "14 032", "--reden", "x")
    command = f"vishctl aansluiting change {code} --telefoon '14 032' --afname-percentage 100 --reden REDEN"
    for shown in (
        vish.vishctl("status").stdout,
        vish.vishctl("aansluiting", "show", code).stdout,
        vish.vishctl("verzoek", "list").stdout,
    ):
        assert command in shown
    assert f"vishctl aansluiting change {code}" in page(vish)
    row = next(line for line in vish.vishctl("aansluiting", "list").stdout.splitlines() if line.startswith(code))
    assert "aansluiting.change" in row and row.split()[-1] == "beheerder"
    again = vish.vishctl("aansluiting", "change", code, "--afname-percentage", "100", "--telefoon", "14 032", "--reden", "x")
    assert "een tweede beheerder moet het bevestigen" in again.stdout
    words = ["aansluiting", "change", code, "--telefoon", "14 032", "--afname-percentage", "100", "--reden", "ja"]
    done = vish.vishctl(*words, party="beheerder2").stdout
    assert "tweede" not in done and "14 032" in done and waiting(vish) == {}


def test_a_request_can_be_withdrawn_by_either(vish, job, code):
    for party in ("beheerder", "beheerder2"):
        change(job, code, {"drempels": WIDE}, 202)
        vish.vishctl("verzoek", "withdraw", "aansluiting.change", code, "--reden", "toch niet", party=party)
        assert waiting(vish) == {} and lines(vish, code)[-1] == ("verzoek.withdraw", "ingetrokken", party)
    missing = vish.vishctl("verzoek", "withdraw", "aansluiting.change", code, "--reden", "x", check=False)
    assert missing.returncode == 1
    assert vish.vishctl("verzoek", "withdraw", "x", code, "--reden", "x", party="auditor", check=False).returncode == 1
    change(job, code, {"drempels": WIDE}, 202, party="beheerder2")


def test_a_file_of_the_registry_that_loosens_waits_whole(vish, job, code):
    exported = vish.beheer("GET", "/v1/register", "beheerder").json
    mine = next(each for each in exported["aansluitingen"] if each["aansluitcode"] == code)
    mine["drempels"]["afnamePercentage"] = 100
    mine["contact"]["telefoon"] = "14 033"
    file = vish.folder / "register.json"
    file.write_text(json.dumps(exported), encoding="utf-8")

    def stand():
        return vish.beheer("GET", f"/v1/aansluitingen/{code}", "beheerder").json

    asked = vish.vishctl("register", "import", file, "--ja", "--reden", "x").stdout
    assert "een tweede beheerder moet het bevestigen" in asked and "Doorgevoerd" not in asked
    vish.vishctl("register", "import", file, "--ja", "--reden", "x")
    assert stand()["drempels"]["afnamePercentage"] == 10 and stand()["contact"]["telefoon"] != "14 033"
    assert ("register.import", "bestand") in waiting(vish)
    job.operator("organisaties", {"oin": f"0000009900000099{len(file.read_bytes()) % 9000 + 1000}", "naam": "N", "soort": "sng"}, 201)
    assert ("register.import", "bestand") not in waiting(vish)
    assert "Doorgevoerd" not in vish.vishctl("register", "import", file, "--ja", "--reden", "x", party="beheerder2").stdout
    assert stand()["drempels"]["afnamePercentage"] == 10
    done = vish.vishctl("register", "import", file, "--ja", "--reden", "x").stdout
    assert "Doorgevoerd" in done
    assert stand()["drempels"]["afnamePercentage"] == 100 and stand()["contact"]["telefoon"] == "14 033"
    mine["drempels"]["afnamePercentage"] = 3
    file.write_text(json.dumps(exported), encoding="utf-8")
    assert "Doorgevoerd" in vish.vishctl("register", "import", file, "--ja", "--reden", "x").stdout


@pytest.mark.parametrize("settings", [{"drempels": WIDE}, {"drempels": {"groeiAantal": 101}}, {"herstelpunten": 0}])
def test_what_was_loosened_before_productie_comes_there_by_two(vish, job, bsns, settings):
    code = job.aansluiting(**settings)
    job.move("aansluitingen", code, "productie", 409)
    job.expect(job.deliver(code, bsns(1), day(-3)), 201)
    asked = job.move("aansluitingen", code, "productie", 202).json
    assert asked["fase"] == "test" and asked["verzoeken"][0]["handeling"] == "aansluiting.fase"
    assert "vervallenVerzoeken" not in asked
    again = vish.vishctl("aansluiting", "fase", code, "productie", "--reden", "x")
    assert "een tweede beheerder moet het bevestigen" in again.stdout and "vervalt" not in again.stdout + again.stderr
    assert waiting(vish)[("aansluiting.fase", code)]["opdracht"] == f"vishctl aansluiting fase {code} productie --reden REDEN"
    assert "met ruimere bewaking (--" in page(vish)
    voided = change(job, code, {"drempels": {"foutPercentage": 3}}, 200)
    assert [each["handeling"] for each in voided["vervallenVerzoeken"]] == ["aansluiting.fase"]
    job.move("aansluitingen", code, "productie", 202, party="beheerder2")
    assert job.move("aansluitingen", code, "productie", 200).json["fase"] == "productie"
    assert waiting(vish) == {} and lines(vish, code)[-1] == ("aansluiting.fase", "productie", "beheerder")
    job.move("aansluitingen", code, "geschorst")
    job.move("aansluitingen", code, "productie")


def test_narrower_thresholds_and_room_for_a_first_file_come_to_productie_by_one(job, bsns):
    code = job.aansluiting(drempels={"foutPercentage": 1, "eersteHoogstens": 50_000}, herstelpunten=3)
    job.expect(job.deliver(code, bsns(1), day(-3)), 201)
    job.move("aansluitingen", code, "productie")


def held(job, code, people):
    job.expect(job.deliver(code, people, day(-4)), 201)
    return job.expect(job.deliver(code, [], day(-3)), 202).json["aanleveringId"]


def test_in_test_nobody_is_protected(job, bsns):
    code, people = job.aansluiting(), bsns(12)
    job.operator(f"aanleveringen/{held(job, code, people)}/vrijgaven", {"reden": "x"}, 200)


def test_releasing_what_leaves_nobody_waits(vish, job, bsns):
    code, people, party = job.aansluiting("productie"), bsns(12), "deurwaarder2"
    identity = held(job, code, people)
    asked = job.operator(f"aanleveringen/{identity}/vrijgaven", {"reden": "x"}, 202).json
    assert asked["opdracht"] == f"vishctl aanlevering release {identity} --reden REDEN" and asked["aansluitcode"] == code
    told = vish.vishctl("aanlevering", "release", identity, "--reden", "x").stdout
    assert "een tweede beheerder moet het bevestigen" in told
    assert job.found(people, code, party) == set(people)
    done = job.operator(f"aanleveringen/{identity}/vrijgaven", {"reden": "x"}, 200, party="beheerder2").json
    assert done["status"] == "verwerkt" and done["besluit"]["door"] == "beheerder2"
    assert job.found(people, code, party) == set() and waiting(vish) == {}


def test_releasing_what_leaves_only_others_waits_too(vish, job, bsns):
    code, people, others, party = job.aansluiting("productie"), bsns(12), bsns(40), "deurwaarder2"
    job.expect(job.deliver(code, people, day(-4)), 201)
    identity = job.expect(job.deliver(code, others, day(-3)), 202).json["aanleveringId"]
    asked = job.operator(f"aanleveringen/{identity}/vrijgaven", {"reden": "x"}, 202).json
    assert "waarna niemand van nu overblijft" in asked["wat"]
    assert job.found(people, code, party) == set(people)
    job.operator(f"aanleveringen/{identity}/vrijgaven", {"reden": "x"}, 200, party="beheerder2")
    assert job.found([*people, *others], code, party) == set(others)


def test_a_request_to_release_goes_with_what_was_held(vish, job, bsns):
    code, people = job.aansluiting("productie"), bsns(12)
    first = held(job, code, people)
    job.operator(f"aanleveringen/{first}/vrijgaven", {"reden": "x"}, 202)
    second = job.expect(job.deliver(code, [], day(-2)), 202).json["aanleveringId"]
    assert waiting(vish) == {}
    job.operator(f"aanleveringen/{second}/vrijgaven", {"reden": "x"}, 202, party="beheerder2")
    job.operator(f"aanleveringen/{second}/afwijzingen", {"reden": "x"}, 200)
    assert waiting(vish) == {} and job.found(people, code, "deurwaarder2") == set(people)


def test_releasing_what_leaves_somebody_needs_one_person(job, bsns):
    code, people = job.aansluiting("productie"), bsns(30)
    job.expect(job.deliver(code, people, day(-4)), 201)
    identity = job.expect(job.deliver(code, people[:10], day(-3)), 202).json["aanleveringId"]
    assert job.operator(f"aanleveringen/{identity}/vrijgaven", {"reden": "x"}, 200).json["status"] == "verwerkt"


def test_going_back_to_nobody_waits_as_well(vish, job, bsns):
    code, people = job.aansluiting("productie"), bsns(12)
    empty = job.expect(job.deliver(code, [], day(-5)), 201).json["aanleveringId"]
    job.expect(job.deliver(code, people, day(-4)), 201)
    job.operator(f"aanleveringen/{empty}/terugdraaiingen", {"reden": "x"}, 202)
    assert job.found(people, code, "deurwaarder2") == set(people)
    job.operator(f"aanleveringen/{empty}/terugdraaiingen", {"reden": "x"}, 201, party="beheerder2")
    assert job.found(people, code, "deurwaarder2") == set() and waiting(vish) == {}


def test_no_operator_alone_ends_the_protection_of_a_whole_aansluiting(vish, job, bsns):
    code, people = job.aansluiting("productie"), bsns(12)
    change(job, code, {"drempels": WIDE, "herstelpunten": 0}, 202)
    identity = held(job, code, people)
    job.operator(f"aanleveringen/{identity}/vrijgaven", {"reden": "x"}, 202)
    job.move("aansluitingen", code, "beeindigd", 202)
    assert job.found(people, code, "deurwaarder2") == set(people)


def test_a_change_of_fase_says_beforehand_what_it_voids(vish, job, code):
    job.move("aansluitingen", code, "beeindigd", 202)
    told = "Het verzoek van beheerder om te beëindigen"
    moved = vish.vishctl("aansluiting", "fase", code, "geschorst", "--reden", "x")
    assert f"{told} vervalt als u doorgaat." in moved.stderr and f"{told} is hiermee vervallen." in moved.stdout
    job.move("aansluitingen", code, "beeindigd", 202)
    assert refuse_on_terminal(vish, "aansluiting", "fase", code, "productie", "--reden", "x")
    assert ("aansluiting.end", code) in waiting(vish)
    assert vish.vishctl("aansluiting", "show", code).stdout.count("geschorst") >= 1


def refuse_on_terminal(vish, *arguments):
    """Whether vishctl asks on a terminal, and does nothing when the answer is no."""
    ours, theirs = pty.openpty()
    command = [BIN / "vishctl", "--profiel", vish.folder / "vishctl.toml", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        with open(ours, "w", encoding="utf-8") as terminal:
            terminal.write("n\n")
            terminal.flush()
            said = process.communicate(timeout=DEADLINE)[1]
    return process.returncode == 2 and "Doorgaan?" in said

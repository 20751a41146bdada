"""A citizen asks what is held on them, and who asked."""

import json
import subprocess

import pytest

from harness.bsn import KNOWN_FREE
from harness.connection import Connection
from harness.installation import DEURWAARDER, GEMEENTE
from harness.job import day, row
from harness.programs import BIN
from harness.terminal import Terminal

SETTINGS = {"vragen_per_seconde": 0}

WRONG_USAGE = 2


def inzage(vish, bsn, party="privacy", reden="verzoek 2026-17"):
    return vish.beheer("POST", "/v1/inzagen", party, {"burgerservicenummer": bsn, "reden": reden})


def vishctl(vish, typed, *arguments):
    return subprocess.run(
        [BIN / "vishctl", "--profiel", vish.folder / "vishctl.toml", "--cert", vish.pki / "privacy.pem",
         "--key", vish.pki / "privacy.key", *arguments, "inzage", "--reden", "verzoek 2026-17"],
        input=typed, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def person(vish, job):
    """Registered, asked after twice, and looked into."""
    bsn = vish.bsns.take(1)[0]
    code = job.aansluiting()
    job.expect(job.deliver(code, [row(bsn, kenmerk="SHV-7", einddatum=day(90))], day()), 201)
    job.ask([bsn, KNOWN_FREE])
    job.ask([bsn])
    return bsn, code


def test_the_person_sees_what_is_held_and_who_asked(vish, job, person):
    bsn, code = person
    seen = job.expect(inzage(vish, bsn), 200).json
    held = seen["registraties"][0]
    assert held["aansluitcode"] == code and held["organisatie"] == {"oin": GEMEENTE, "naam": "Proef gemeente"}
    assert (held["kenmerk"], held["einddatum"], held["peildatum"]) == ("SHV-7", day(90), day())
    asked = seen["bevragingen"]
    assert len(asked) == 2 and all(one["match"] for one in asked) and asked[0]["tijdstip"] >= asked[1]["tijdstip"]
    assert asked[0]["bevrager"]["oin"] == DEURWAARDER and asked[0]["doel"] and asked[0]["kenmerk"]
    assert seen["inzagen"][0]["door"] == "privacy" and "volgende" not in seen


def test_who_is_not_in_the_index_still_learns_who_asked(vish, job, person):
    seen = job.expect(inzage(vish, KNOWN_FREE), 200).json
    assert seen["registraties"] == [] and [one["match"] for one in seen["bevragingen"]] == [False]


def test_what_has_ended_or_is_in_another_phase_is_held_all_the_same(vish, job, bsns):
    bsn = bsns(1)[0]
    code = job.aansluiting(fase="productie")
    job.expect(job.deliver(code, [row(bsn, einddatum=day())], day()), 201)
    job.move("aansluitingen", code, "geschorst")
    assert [one["aansluitfase"] for one in inzage(vish, bsn).json["registraties"]] == ["geschorst"]


def test_an_inzage_finds_the_lines_of_every_audit_key(vish, job, bsns):
    bsn = bsns(1)[0]
    job.ask([bsn])
    vish.vishctl("sleutel", "rotate", "audit", "--reden", "proef")
    job.ask([bsn])
    assert len(inzage(vish, bsn).json["bevragingen"]) == 2


def test_the_inzage_is_recorded_before_it_is_answered(vish, job, bsns):
    bsn = bsns(1)[0]
    job.expect(inzage(vish, bsn, reden="verzoek 9"), 200)
    line = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1", "auditor").json["auditregels"][0]
    assert (line["handeling"], line["actor"], line["reden"]) == ("inzage", "privacy", "verzoek 9")
    assert line["persoonPseudoniem"]
    assert len(inzage(vish, bsn).json["inzagen"]) == 2


def test_only_the_role_privacy_may_look(vish, job, bsns):
    bsn = bsns(1)[0]
    for party in ("beheerder", "auditor"):
        job.expect(inzage(vish, bsn, party), 403)
    assert inzage(vish, bsn).json["inzagen"][1:] == []


@pytest.mark.parametrize(
    "body,name,code",
    [
        ({"burgerservicenummer": "999990018", "reden": "x"}, "burgerservicenummer", "elfproef"),
        ({"burgerservicenummer": "12", "reden": "x"}, "burgerservicenummer", "pattern"),
        ({"burgerservicenummer": KNOWN_FREE}, "reden", "required"),
        ({"burgerservicenummer": KNOWN_FREE, "reden": f"over {KNOWN_FREE}"}, "reden", "value"),
    ],
)
def test_a_faulty_request_is_refused(vish, job, body, name, code):
    refused = job.expect(vish.beheer("POST", "/v1/inzagen", "privacy", body), 400)
    assert [(one["name"], one["code"]) for one in refused.json["invalidParams"]] == [(name, code)]


def test_the_letter_is_in_dutch_and_does_not_hold_the_number(vish, job, person):
    bsn, _ = person
    done = vishctl(vish, f"{bsn}\n")
    assert done.returncode == 0, done.stderr
    for text in ("Proef gemeente", "SHV-7", "Proef deurwaarder", "u krijgt schuldhulp", "Autoriteit Persoonsgegevens"):
        assert text in done.stdout
    assert bsn not in done.stdout + done.stderr
    assert json.loads(vishctl(vish, f"{bsn}\n", "--json").stdout)["registraties"]


def test_the_number_is_never_an_argument(vish, person):
    bsn, _ = person
    refused = vishctl(vish, "", bsn)
    assert refused.returncode == 2 and bsn not in refused.stderr
    assert vishctl(vish, "").returncode == 2


def asking(vish, *options):
    """Vishctl on a terminal, where it has asked for the number."""
    terminal = Terminal([BIN / "vishctl", "--profiel", vish.folder / "vishctl.toml", *options, "inzage", "--reden", "x"])
    terminal.until_written("wordt niet getoond")
    return terminal


def test_ctrl_c_at_the_prompt_ends_at_once_and_gives_the_terminal_back(vish, person):
    bsn, _ = person
    with asking(vish) as terminal:
        assert not terminal.shows_what_is_typed()
        terminal.type(f"{bsn[:5]}\x03")
        assert terminal.ended() == WRONG_USAGE
        assert terminal.shows_what_is_typed()


def test_a_second_line_is_refused_instead_of_left_out(vish, person):
    bsn, _ = person
    refused = vishctl(vish, f"{bsn}\n{KNOWN_FREE}\n")
    assert refused.returncode == 2 and refused.stdout == "" and bsn not in refused.stderr
    assert refused.stderr == "Onjuist gebruik: geef één regel met één burgerservicenummer\n"
    assert vishctl(vish, f"{bsn}\r\n\n").returncode == 0


def test_a_terminal_shows_nothing_of_the_number(vish, person):
    bsn, _ = person
    with asking(vish, "--cert", vish.pki / "privacy.pem", "--key", vish.pki / "privacy.key") as terminal:
        terminal.type(f"{bsn}\n")
        assert terminal.ended() == 0
        assert b"INZAGE" in terminal.written and bsn.encode() not in terminal.written


def ask_often(vish, bsn, times):
    """The same question again and again on one connection."""
    question = {"burgerservicenummers": [bsn], "kenmerk": "2026-1", "doel": "beslag"}
    with Connection(vish, "deurwaarder") as request:
        for _ in range(times):
            request("POST", "/v1/matches", question)


def test_who_is_asked_after_more_often_than_a_page_holds_sees_all_of_it(vish, job, bsns):
    bsn, times = bsns(1)[0], 1003
    ask_often(vish, bsn, times)
    first = job.expect(inzage(vish, bsn), 200).json
    assert len(first["bevragingen"]) + len(first["inzagen"]) == 1000 and first["volgende"] > 0
    body = {"burgerservicenummer": bsn, "reden": "verzoek 2026-17", "na": first["volgende"]}
    second = job.expect(vish.beheer("POST", "/v1/inzagen", "privacy", body), 200).json
    assert second["registraties"] == [] and "volgende" not in second
    assert len(first["bevragingen"]) + len(second["bevragingen"]) == times
    whole = json.loads(vishctl(vish, f"{bsn}\n", "--json").stdout)
    assert len(whole["bevragingen"]) == times and "volgende" not in whole
    assert whole["bevragingen"] == sorted(whole["bevragingen"], key=lambda one: one["tijdstip"], reverse=True)

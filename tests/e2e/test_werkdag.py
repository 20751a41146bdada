"""The schedule of an aansluiting, its settings, and whether it delivers in time."""

import datetime
import json
import zoneinfo

import pytest

from harness.job import day

AMSTERDAM = zoneinfo.ZoneInfo("Europe/Amsterdam")
SETTINGS_OF_AANSLUITING = {"aanleveruur": "17:30", "aanleverdagen": ["ma", "do", "zo"], "herstelpunten": 2}


def shown(vish, code):
    return vish.beheer("GET", f"/v1/aansluitingen/{code}", "auditor").json


def local(moment):
    """A moment of an answer by the clock of Amsterdam."""
    utc = datetime.datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=datetime.timezone.utc)
    return utc.astimezone(AMSTERDAM)


def samples(vish, name):
    """The values of one metric of the aansluitingen, by aansluitcode."""
    start = f'vish_aansluiting_{name}{{aansluitcode="'
    lines = [line for line in vish.observe("/metrics")[1].splitlines() if line.startswith(start)]
    return {line[len(start) :].partition('"')[0]: float(line.rsplit(" ", 1)[1]) for line in lines}


def change(job, code, body, *statuses, **options):
    return job.operator(f"aansluitingen/{code}/wijzigingen", body, *(statuses or (200,)), **options)


def test_the_schedule_is_set_at_registration_or_has_its_usual_value(vish, job):
    usual = shown(vish, job.aansluiting("aangemeld"))
    assert (usual["aanleveruur"], usual["aanleverdagen"]) == ("09:00", ["ma", "di", "wo", "do", "vr"])
    assert usual["herstelpunten"] == 7
    own = shown(vish, job.aansluiting("aangemeld", **SETTINGS_OF_AANSLUITING))
    assert SETTINGS_OF_AANSLUITING.items() <= own.items()


def test_only_what_is_named_changes_and_the_reason_is_recorded(vish, job):
    code = job.aansluiting()
    before = shown(vish, code)
    answer = change(job, code, {"reden": "export is later klaar", "aanleveruur": "10:15", "drempels": {"afnameAantal": 99}})
    after = shown(vish, code)
    assert answer.json == after
    expected = {**before, "aanleveruur": "10:15", "drempels": {**before["drempels"], "afnameAantal": 99}}
    assert {**after, "volgendeUiterlijkOp": ""} == {**expected, "volgendeUiterlijkOp": ""}
    line = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1", "auditor").json["auditregels"][0]
    assert (line["handeling"], line["onderwerp"], line["reden"]) == ("aansluiting.change", code, "export is later klaar")


def test_a_change_works_at_the_next_delivery(job, bsns):
    code, people = job.aansluiting(), bsns(2)
    wrong = [f"{people[0]};2026-01-05;weg;;", *people[1:]]
    job.expect(job.deliver(code, wrong, day(-2)), 400)
    change(job, code, {"reden": "proef", "drempels": {"foutPercentage": 50}})
    job.expect(job.deliver(code, wrong, day(-2)), 201)


@pytest.mark.parametrize(
    "body, names",
    [
        ({"aanleveruur": "10:00"}, {"reden"}),
        ({"reden": "x"}, {""}),
        ({"reden": "x", "aanleveruur": "9:00", "aanleverdagen": ["maandag"], "herstelpunten": 32},
         {"aanleveruur", "aanleverdagen[0]", "herstelpunten"}),
        ({"reden": "x", "aanleverdagen": [], "fase": "productie"}, {"aanleverdagen", "fase"}),
    ],
)  # fmt: skip
def test_a_wrong_change_is_refused_with_every_mistake(job, body, names):
    refused = change(job, job.aansluiting("aangemeld"), body, 400)
    assert {param["name"] for param in refused.json["invalidParams"]} == names


def test_what_has_ended_does_not_change_and_cannot_be_confirmed(vish, job):
    code = job.aansluiting()
    job.move("aansluitingen", code, "beeindigd", 202)
    job.move("aansluitingen", code, "beeindigd", party="beheerder2")
    change(job, code, {"reden": "x", "herstelpunten": 1}, 409)
    job.operator(f"aansluitingen/{code}/bevestigingen", {"reden": "x"}, 409)


def test_only_the_role_beheer_changes_and_confirms_and_only_what_exists(job):
    for collection, body in (("wijzigingen", {"reden": "x", "toonFase": True}), ("bevestigingen", {"reden": "x"})):
        job.operator(f"aansluitingen/{job.aansluiting()}/{collection}", body, 403, party="auditor")
        job.operator(f"aansluitingen/ONBEKEND/{collection}", body, 404)


def test_a_new_aansluiting_is_not_late_and_knows_its_next_due_moment(vish, job, bsns):
    code = job.aansluiting(aanleveruur="07:45", aanleverdagen=["ma", "di", "wo", "do", "vr", "za", "zo"])
    for state in (vish.data("GET", f"/v1/aansluitingen/{code}", "gemeente").json, shown(vish, code)):
        due = local(state["volgendeUiterlijkOp"])
        assert state["teLaat"] is False and "laatsteAanlevering" not in state
        assert due > datetime.datetime.now(AMSTERDAM) and (due.hour, due.minute) == (7, 45)
    job.expect(job.deliver(code, bsns(1)), 201)
    state = vish.data("GET", f"/v1/aansluitingen/{code}", "gemeente").json
    assert state["laatsteAanlevering"]["status"] == "verwerkt" and state["teLaat"] is False


def test_nothing_is_due_outside_test_and_productie(vish, job):
    for code in (job.aansluiting("aangemeld"), suspended(job)):
        state = vish.data("GET", f"/v1/aansluitingen/{code}", "gemeente").json
        assert "volgendeUiterlijkOp" not in state and state["teLaat"] is False


def suspended(job):
    code = job.aansluiting("productie")
    job.move("aansluitingen", code, "geschorst")
    return code


def test_a_confirmation_is_recorded_with_its_reason(vish, job):
    code = suspended(job)
    assert "bevestigdOp" not in shown(vish, code)
    confirmed = job.operator(f"aansluitingen/{code}/bevestigingen", {"reden": "gemeente herstelt koppeling"}, 200).json
    assert confirmed == shown(vish, code) and "bevestigingNodigSinds" not in confirmed
    line = vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1", "auditor").json["auditregels"][0]
    assert (line["handeling"], line["onderwerp"]) == ("aansluiting.confirm", code)
    assert line["reden"] == "gemeente herstelt koppeling"
    job.operator(f"aansluitingen/{job.aansluiting()}/bevestigingen", {"reden": "x"}, 409)


def test_the_metrics_show_each_aansluiting_until_it_ends(vish, job, bsns):
    code, people = job.aansluiting(), bsns(3)
    assert samples(vish, "late")[code] == 0 and code not in samples(vish, "last_delivery_timestamp_seconds")
    report = job.expect(job.deliver(code, people, day(-3)), 201).json
    received = local(report["ontvangenOp"]).timestamp()
    assert samples(vish, "last_delivery_timestamp_seconds")[code] == pytest.approx(received, abs=30)
    assert samples(vish, "registraties")[code] == 3 and samples(vish, "held")[code] == 0
    job.expect(job.deliver(code, [], day(-2)), 202)
    assert samples(vish, "held")[code] == 1 and samples(vish, "registraties")[code] == 3
    job.move("aansluitingen", code, "beeindigd", 202)
    job.move("aansluitingen", code, "beeindigd", party="beheerder2")
    for name in ("late", "held", "registraties", "last_delivery_timestamp_seconds", "confirmation_needed"):
        assert code not in samples(vish, name)


def test_the_status_counts_who_is_in_time(vish, job):
    before = vish.beheer("GET", "/v1/status", "auditor").json
    job.aansluiting()
    job.aansluiting("aangemeld")
    after = vish.beheer("GET", "/v1/status", "auditor").json
    assert after["opTijd"] == before["opTijd"] + 1
    assert after["teLaat"] == after["bevestigingNodig"] == {"aantal": 0, "aansluitcodes": []}
    shown_to_people = vish.vishctl("status").stdout
    assert f"{after['opTijd']} op tijd, 0 te laat" in shown_to_people
    assert "0 vastgehouden, 0 te bevestigen" in shown_to_people


def test_vishctl_changes_and_confirms(vish, job):
    def act(*arguments):
        return json.loads(vish.vishctl("--json", "aansluiting", *arguments).stdout)

    code = job.aansluiting("productie")
    changed = act("change", code, "--reden", "proef", "--aanleveruur", "08:30", "--aanleverdag", "ma", "--aanleverdag",
                  "za,zo", "--herstelpunten", "3", "--vroege-fasen", "--toon-fase", "--telefoon", "14 031", "--email",
                  "x@y.nl", "--fout-percentage", "1", "--afname-percentage", "2", "--afname-aantal", "4",
                  "--netto-afname-percentage", "5", "--groei-percentage", "6", "--groei-aantal", "7",
                  "--eerste-hoogstens", "8")  # fmt: skip
    assert changed["aanleveruur"] == "08:30" and changed["aanleverdagen"] == ["ma", "za", "zo"]
    assert changed["vroegeFasen"] and changed["toonFase"] and changed["herstelpunten"] == 3
    assert changed["contact"] == {"telefoon": "14 031", "email": "x@y.nl"}
    loss = {"afnamePercentage": 2, "afnameAantal": 4, "nettoAfnamePercentage": 5}
    growth = {"groeiPercentage": 6, "groeiAantal": 7, "eersteHoogstens": 8}
    assert changed["drempels"] == {"foutPercentage": 1, **loss, **growth}
    changed = act("change", code, "--reden", "proef", "--geen-toon-fase")
    assert changed["vroegeFasen"] and not changed["toonFase"] and changed["herstelpunten"] == 3
    assert "bevestigdOp" in act("confirm", code, "--reden", "gebeld")
    assert "08:30" in vish.vishctl("aansluiting", "show", code).stdout
    assert vish.vishctl("aansluiting", "change", code, "--herstelpunten", "3", check=False).returncode == 2
    both = ("--toon-fase", "--geen-toon-fase")
    assert vish.vishctl("aansluiting", "change", code, "--reden", "x", *both, check=False).returncode == 2

"""Operators who are added, changed and ended while the server runs."""

import json

from test_lifecycle import refused_start

from harness import pki
from harness.bsn import KNOWN_FREE
from harness.installation import GEMEENTE, SERVER
from harness.wire import Wire

SETTINGS = {"verzoek_seconden": 60, "min_bytes_per_seconde": 0}
REFUSED = 1


def as_json(vish, *arguments):
    return json.loads(vish.vishctl("--json", "operator", *arguments).stdout)


def refusal(vish, *arguments):
    done = vish.vishctl("operator", *arguments, check=False)
    assert done.returncode == REFUSED, done.stderr
    return done.stderr


def certificate(vish, name):
    pki.make_certificate(vish.pki, name, SERVER)
    return "--certificaat", vish.pki / f"{name}.pem"


def newest_line(vish):
    return vish.beheer("GET", "/v1/auditregels?laatste=true&limiet=1", "beheerder").json["auditregels"][0]


def test_a_new_operator_may_do_what_the_role_allows_until_the_end(vish):
    proof = certificate(vish, "j.jansen")
    assert vish.beheer("GET", "/v1/status", "j.jansen").status == 403
    assert as_json(vish, "add", "j.jansen", "--rol", "auditor", *proof)["herkomst"] == "register"
    assert vish.beheer("GET", "/v1/status", "j.jansen").status == 200
    vish.vishctl("operator", "change", "j.jansen", "--rol", "privacy", "--reden", "andere taak")
    line = newest_line(vish)
    assert (line["handeling"], line["onderwerp"], line["reden"]) == ("operator.change", "j.jansen", "andere taak")
    assert as_json(vish, "show", "j.jansen")["rol"] == "privacy"
    inzage = vish.beheer("POST", "/v1/inzagen", "j.jansen", {"reden": "x"})
    assert inzage.status == 400  # not refused for the role any more
    assert vish.beheer("POST", "/v1/operators", "j.jansen", {}).status == 403
    assert "beeindigdOp" in as_json(vish, "end", "j.jansen", "--reden", "uit dienst")
    assert newest_line(vish)["handeling"] == "operator.end"
    assert vish.beheer("GET", "/v1/status", "j.jansen").status == 403


def test_who_ended_is_out_with_the_next_request_on_an_open_connection(vish):
    vish.vishctl("operator", "add", "p.open", "--rol", "auditor", *certificate(vish, "p.open"))
    ask = b"GET /v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with Wire(vish, "p.open", listener="beheer") as connection:
        connection.send(ask)
        status, headers = connection.read_head()
        connection.read_body(headers)
        assert status == 200
        vish.vishctl("operator", "end", "p.open", "--reden", "uit dienst")
        connection.send(ask)
        assert connection.read_head()[0] == 403


class Half:
    """A request of an operator of which the server has the first half of the body."""

    def __init__(self, vish, party, path, body):
        self._body = json.dumps(body).encode()
        self._wire = Wire(vish, party, listener="beheer")
        lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json"]
        lines += [f"Content-Length: {len(self._body)}", "Expect: 100-continue", "", ""]
        self._wire.send("\r\n".join(lines).encode())
        assert self._wire.read_head()[0] == 100
        self._wire.send(self._body[:9])

    def finish(self):
        """Status and code of the answer, once the rest was sent."""
        with self._wire as wire:
            wire.send(self._body[9:])
            status, headers = wire.read_head()
            return status, json.loads(wire.read_body(headers)).get("code")


FORBIDDEN = (403, "geenToegang")


def test_who_ends_while_the_body_comes_in_does_nothing_more(vish):
    vish.vishctl("operator", "add", "p.traag", "--rol", "auditor", *certificate(vish, "p.traag"))
    half = Half(vish, "p.traag", "/v1/auditexports", {"formaat": "csv"})
    vish.vishctl("operator", "end", "p.traag", "--reden", "uit dienst")
    assert half.finish() == FORBIDDEN
    assert newest_line(vish)["handeling"] == "operator.end"


def test_who_gets_another_role_while_the_body_comes_in_does_only_what_that_allows(vish):
    vish.vishctl("operator", "add", "p.rol", "--rol", "privacy", *certificate(vish, "p.rol"))
    question = {"burgerservicenummer": KNOWN_FREE, "reden": "proef"}
    inzage = Half(vish, "p.rol", "/v1/inzagen", question)
    export = Half(vish, "p.rol", "/v1/auditexports", {"formaat": "csv"})
    vish.vishctl("operator", "change", "p.rol", "--rol", "auditor", "--reden", "andere taak")
    assert inzage.finish() == FORBIDDEN
    assert newest_line(vish)["handeling"] == "operator.change"
    assert export.finish() == (200, None)


def test_who_is_taken_out_of_the_file_while_the_body_comes_in_does_nothing_more(own):
    own.set(**SETTINGS)
    before = own.config.read_text(encoding="utf-8")
    own.add_operator("p.bestand", "beheer")
    own.start()
    why = {"reden": "proef"}
    new = {"oin": GEMEENTE, "naam": "Gemeente Traag", "soort": "gemeente"}
    paths = {"/v1/backups": why, "/v1/backups/1/controles": why, "/v1/openingen": why, "/v1/herladingen": why}
    halves = [Half(own, "p.bestand", path, body) for path, body in {"/v1/organisaties": new, **paths}.items()]
    own.config.write_text(before, encoding="utf-8")
    own.vishctl("config", "reload", "--reden", "uit dienst")
    assert [half.finish() for half in halves] == len(halves) * [FORBIDDEN]
    assert own.beheer("GET", "/v1/organisaties", "beheerder").json["organisaties"] == []
    own.finish()


def test_a_name_and_a_certificate_never_go_to_another(vish):
    proof = certificate(vish, "k.eerst")
    vish.vishctl("operator", "add", "k.eerst", "--rol", "auditor", *proof)
    assert "certificaat" in refusal(vish, "add", "k.ander", "--rol", "auditor", *proof)
    vish.vishctl("operator", "end", "k.eerst", "--reden", "uit dienst")
    assert "certificaat" in refusal(vish, "add", "k.ander", "--rol", "auditor", *proof)
    assert "naam" in refusal(vish, "add", "k.eerst", "--rol", "auditor", *certificate(vish, "k.tweede"))
    assert "beëindigd" in refusal(vish, "change", "k.eerst", "--rol", "privacy", "--reden", "terug")


def test_a_certificate_that_was_replaced_goes_to_nobody_else_either(own):
    own.start()
    first, second = certificate(own, "n.eerst"), certificate(own, "n.later")
    own.vishctl("operator", "add", "n.eerst", "--rol", "auditor", *first)
    own.vishctl("operator", "change", "n.eerst", *second, "--reden", "vernieuwd")
    for again in range(2):
        assert "certificaat" in refusal(own, "add", "n.ander", "--rol", "auditor", *first)
        own.stop()
        own.start()
    own.vishctl("operator", "change", "n.eerst", *first, "--reden", "toch het oude")
    own.finish()


def give_in_file(vish, name, certificate_of):
    print_ = pki.fingerprint(vish.pki / f"{certificate_of}.pem")
    with vish.config.open("a", encoding="utf-8") as out:
        out.write(f'\n[[operator]]\nnaam = "{name}"\nrol = "beheer"\nvingerafdruk = "{print_}"\n')


def test_the_file_gives_no_name_and_no_certificate_of_who_ended_to_another(own):
    own.start()
    own.vishctl("operator", "add", "o.weg", "--rol", "auditor", *certificate(own, "o.weg"))
    own.vishctl("operator", "end", "o.weg", "--reden", "uit dienst")
    certificate(own, "o.nieuw")
    before = own.config.read_text(encoding="utf-8")
    for name, proof, told in (("o.weg", "o.nieuw", "operator.naam o.weg was"), ("o.nieuw", "o.weg", "is of was van o.weg")):
        give_in_file(own, name, proof)
        refused = own.vishctl("config", "reload", "--reden", "proef", check=False)
        assert refused.returncode == REFUSED and told in refused.stderr, refused.stderr
        own.stop()
        assert told in refused_start(own)
        own.config.write_text(before, encoding="utf-8")
        own.start()
    give_in_file(own, "o.nieuw", "o.nieuw")
    own.vishctl("config", "reload", "--reden", "een ander")
    assert own.beheer("GET", "/v1/status", "o.nieuw").status == 200
    own.finish()


def test_nobody_is_named_as_the_server_names_itself(vish):
    proof = certificate(vish, "p.vishd")
    for name in ("vishd", "VishD"):
        assert "vishd" in refusal(vish, "add", name, "--rol", "auditor", *proof)


def test_role_beheer_comes_from_the_configuration_alone(vish):
    assert "vishd.toml" in refusal(vish, "add", "l.beheer", "--rol", "beheer", *certificate(vish, "l.beheer"))
    own = ("--certificaat", vish.pki / "beheerder2.pem")
    assert "vishd.toml" in refusal(vish, "add", "l.beheer", "--rol", "auditor", *own)
    assert "vishd.toml" in refusal(vish, "end", "beheerder2", "--reden", "x")
    assert "vishd.toml" in refusal(vish, "change", "beheerder2", "--rol", "auditor", "--reden", "x")
    shown = {person["naam"]: (person["rol"], person["herkomst"]) for person in as_json(vish, "list")["operators"]}
    assert shown["beheerder2"] == ("beheer", "configuratie")


def test_every_mistake_in_a_new_operator_is_told_at_once(vish):
    told = refusal(vish, "add", "1-fout", "--rol", "baas", "--vingerafdruk", "kort")
    assert all(f"{name}: " in told for name in ("naam", "rol", "vingerafdruk")), told


def test_operators_are_there_after_a_restart(own):
    own.start()
    own.vishctl("operator", "add", "m.blijft", "--rol", "auditor", *certificate(own, "m.blijft"))
    own.stop()
    own.start()
    assert own.beheer("GET", "/v1/status", "m.blijft").status == 200
    own.finish()

"""The example clients of the guides, each in its language, against the real server, and against one that answers
what the real one seldom does."""

import datetime
import email.utils
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

from harness import pki
from harness.authority import load_authority
from harness.bsn import KNOWN_FREE, bsns_in
from harness.job import day
from harness.programs import DEADLINE
from harness.scripted import Scripted

DOCS = pathlib.Path(__file__).parents[2] / "docs"
VOORBEELDEN = DOCS / "voorbeelden"
TODAY = day()
ASKED = "999990019"
CLIENTS = ("curl", "python", "java", "csharp")

DELIVERED, REFUSED, UNANSWERED, HELD, OWN_MACHINE = 0, 1, 3, 5, 6


def problem(code):
    return json.dumps({"code": code}, separators=(",", ":")).encode()


# Status, body, exit code of the two clients (None: this status does not come there) and how often they ask.
ONCE, AGAIN = 1, 3
ANSWERS = [
    (201, b"{}", DELIVERED, None, ONCE),
    (200, b'{"matchId":"m"}', DELIVERED, DELIVERED, ONCE),
    (202, b"{}", HELD, None, ONCE),
    (400, problem("aanleveringGeweigerd"), REFUSED, None, ONCE),
    (400, problem("ongeldigeInvoer"), REFUSED, REFUSED, ONCE),
    (401, problem("certificaatOntbreekt"), REFUSED, REFUSED, ONCE),
    (403, problem("geenToegang"), REFUSED, REFUSED, ONCE),
    (404, problem("nietGevonden"), REFUSED, REFUSED, ONCE),
    (408, problem("verzoekTijdOverschreden"), UNANSWERED, UNANSWERED, AGAIN),
    (409, problem("peildatumVolgorde"), REFUSED, None, ONCE),
    (409, problem("conflict"), UNANSWERED, None, AGAIN),
    (412, problem("voorwaardeOnvervuld"), REFUSED, None, ONCE),
    (413, problem("verzoekTeGroot"), REFUSED, REFUSED, ONCE),
    (415, problem("mediatypeOnbekend"), REFUSED, REFUSED, ONCE),
    (429, problem("teVeelVragen"), UNANSWERED, UNANSWERED, AGAIN),
    (429, problem("dagquotumBereikt"), None, REFUSED, ONCE),
    (500, problem("interneFout"), REFUSED, REFUSED, ONCE),
    (503, problem("nietBeschikbaar"), UNANSWERED, UNANSWERED, AGAIN),
]


class Client:
    """The two programs of one language, compiled where it has to be."""

    def __init__(self, language, vish, aansluiting, build):
        self.vish = vish
        self.aansluiting = aansluiting
        self.sources = VOORBEELDEN / language
        self.build = build
        self.command = getattr(self, f"_{language}")()

    def _curl(self):
        return lambda name: [self.sources / f"{name}.sh"]

    def _python(self):
        return lambda name: ["/usr/bin/python3", self.sources / f"{name}.py"]

    def _java(self):
        compile_("javac", "-Xlint:all", "-Werror", "-d", self.build, *self.sources.glob("*.java"))
        return lambda name: ["java", "-cp", self.build, name.capitalize()]

    def _csharp(self):
        for name in ("Aanleveren", "Vragen"):
            out = self.build / f"{name.lower()}.exe"
            sources = [self.sources / "Verbinding.cs", self.sources / f"{name}.cs"]
            compile_("mcs", "-warnaserror", "-r:System.Net.Http.dll", f"-out:{out}", *sources)
        return lambda name: ["mono", self.build / f"{name}.exe"]

    def __call__(self, name, *arguments, **options):
        done = subprocess.run(
            self._line(name, arguments),
            env=self._environment(**options),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=False,
        )
        said = done.stdout + done.stderr
        assert not bsns_in(said.encode()), f"a BSN in what the client says: {said}"
        assert "Exception" not in said and "Traceback" not in said, said
        return done.returncode, said

    def first_said(self, name, *arguments, **options):
        """The first line that it says, after which it is ended."""
        with subprocess.Popen(
            self._line(name, arguments), env=self._environment(**options), stderr=subprocess.PIPE, text=True
        ) as process:
            line = process.stderr.readline()
            process.kill()
        return line

    def _line(self, name, arguments):
        return [*map(str, self.command(name)), *map(str, arguments)]

    def _environment(self, party, base=None, attempts=AGAIN, **changed):
        folder = self.vish.pki
        settings = {
            "VISH_ADRES": (base or self.vish.data.base).replace("127.0.0.1", "localhost"),  # Mono checks names only
            "VISH_CA": folder / "ca.pem",
            "VISH_CERT": folder / f"{party}.pem",
            "VISH_SLEUTEL": folder / f"{party}.key",
            "VISH_PKCS12": folder / f"{party}.p12",
            "VISH_PKCS12_WACHTWOORD": folder / "wachtwoord",
            "VISH_AANSLUITING": self.aansluiting,
            "VISH_POGINGEN": attempts,
            "VISH_WACHT": 0,
            "XDG_CONFIG_HOME": self.vish.pki,
            **changed,
        }
        return {**os.environ, **{key: str(value) for key, value in settings.items() if value is not None}}


def compile_(*command):
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def printed_pkcs12(guide):
    """The commands of a guide that put certificate and key in one file; so Java and Mono open what is printed."""
    text = (DOCS / f"{guide}.md").read_text(encoding="utf-8")
    found = re.findall(r"^(?:\$ )?(\(?(?:umask 077; )?openssl pkcs12 -export(?:.*\\\n)*.*)$", text, re.MULTILINE)
    assert found, f"{guide}.md prints none"
    return found


def prepare(vish):
    vish.used_bsns |= bsns_in((vish.folder / "voorbeeld.csv").read_bytes())
    (vish.pki / "wachtwoord").write_text("demo\n", encoding="utf-8")
    # Of a CA that the server names, or Java does not even show it.
    load_authority(vish.pki, "ca").issue(vish.pki, "verlopen", ["00000099000000020000"], days=(-30, -1))
    for party in ("gemeente", "deurwaarder"):
        subprocess.run(["bash", "-c", printed_pkcs12(party)[0]], cwd=vish.folder, check=True)
    pair = ("-in", vish.pki / "verlopen.pem", "-inkey", vish.pki / "verlopen.key")
    older = ("-keypbe", "PBE-SHA1-3DES", "-certpbe", "PBE-SHA1-3DES", "-macalg", "sha1")
    pki.openssl("pkcs12", "-export", "-passout", "pass:demo", *older, *pair, "-out", vish.pki / "verlopen.p12")
    # Where Mono looks for the roots that its user trusts.
    store = vish.pki / ".mono/new-certs/Trust"
    store.mkdir(parents=True)
    name = pki.openssl("x509", "-in", vish.pki / "ca.pem", "-noout", "-subject_hash").strip()
    shutil.copy(vish.pki / "ca.pem", store / f"{name}.0")


@pytest.fixture(scope="module")
def aansluiting(job):
    return job.aansluiting()


@pytest.fixture(scope="module", params=CLIENTS)
def client(request, vish, aansluiting, tmp_path_factory):
    return Client(request.param, vish, aansluiting, tmp_path_factory.mktemp(request.param))


def test_every_file_with_a_key_that_a_guide_makes_is_in_the_form_that_old_systems_open():
    for guide in ("gemeente", "deurwaarder", "beheer"):
        for command in printed_pkcs12(guide):
            assert "-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1" in command, command


def question(folder, *bsns):
    path = folder / "vraag.json"
    path.write_text(json.dumps({"burgerservicenummers": bsns, "kenmerk": "2026-004711", "doel": "beslag"}))
    return path


def test_a_municipality_delivers_and_a_bailiff_gets_the_answer(client, vish, tmp_path):
    report, answer = tmp_path / "verslag.json", tmp_path / "antwoord.json"
    code, said = client("aanleveren", vish.folder / "voorbeeld.csv", TODAY, report, party="gemeente")
    assert code == DELIVERED, said
    assert json.loads(report.read_text())["status"] == "verwerkt"
    code, said = client("vragen", question(tmp_path, ASKED, KNOWN_FREE), answer, party="deurwaarder")
    assert code == DELIVERED, said
    assert [result["match"] for result in json.loads(answer.read_text())["resultaten"]] == [True, False]


def test_a_mistyped_bsn_leaves_no_answer(client, tmp_path):
    answer = tmp_path / "antwoord.json"
    answer.write_text("van een vorige vraag")
    code, said = client("vragen", question(tmp_path, "999990018"), answer, party="deurwaarder")
    assert (code, answer.exists()) == (REFUSED, False), said


def test_every_answer_leads_to_its_exit_code_and_only_what_passes_by_is_asked_again(client, vish, tmp_path):
    for status, body, delivering, asking, times in ANSWERS:
        for name, expected in (("aanleveren", delivering), ("vragen", asking)):
            if expected is None:
                continue
            arguments = {
                "aanleveren": (vish.folder / "voorbeeld.csv", TODAY, tmp_path / "verslag"),
                "vragen": (question(tmp_path, ASKED), tmp_path / "antwoord"),
            }[name]
            with Scripted(vish.pki, [(status, body)] * AGAIN) as server:
                code, said = client(name, *arguments, party="gemeente", base=server.base)
            asked = AGAIN - len(server.answers)
            assert (code, asked) == (expected, times), f"{name} {status} {body}: {said}"


def test_what_passes_by_is_asked_again_until_it_is_answered(client, vish, tmp_path):
    answers = [(503, problem("nietBeschikbaar")), (429, problem("teVeelVragen")), (200, b'{"matchId":"m"}')]
    with Scripted(vish.pki, answers) as server:
        code, said = client("vragen", question(tmp_path, ASKED), tmp_path / "a", party="deurwaarder", base=server.base)
    assert (code, server.answers) == (DELIVERED, []), said


def moment(offset):
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=offset)
    return email.utils.format_datetime(at, usegmt=True)


NOT_UNDERSTOOD = [
    None, "", "00", "binnenkort", "-1", "1.5", "1e3", "0x10", "tomorrow", "Mon", "Monday next week 10:00:00", "1, 2", "\u00b2",
    "Sun, 99 Foo 2026 25:61:61 GMT", "Wed, 21 Oct 2015 07:28:00 GMT", "Wednesday, 21-Oct-15 07:28:00 GMT", "Wed Oct 21 07:28:00 2015",
]  # fmt: skip


def test_a_wait_that_is_over_or_nonsense_is_no_wait_and_no_failure(client, vish, tmp_path):
    answers = [(503, problem("nietBeschikbaar"), retry_after) for retry_after in NOT_UNDERSTOOD]
    for name, arguments in programs(vish, tmp_path).items():
        with Scripted(vish.pki, [*answers, (200, b'{"matchId":"m"}')]) as server:
            code, said = client(name, *arguments, party="gemeente", base=server.base, attempts=len(answers) + 1)
        assert (code, server.answers) == (DELIVERED, []), f"{name}: {said}"


@pytest.mark.parametrize(
    "retry_after, least, most",
    [("08", 8, 8), (1800, 600, 1800), (40 * "9", 3600, 3600), ("Fri, 31 Dec 9999 23:59:59 GMT", 3600, 3600)],
)
def test_a_wait_is_never_shorter_than_asked_nor_longer_than_an_hour(client, vish, tmp_path, retry_after, least, most):
    given = moment(retry_after) if isinstance(retry_after, int) else retry_after
    with Scripted(vish.pki, [(503, problem("nietBeschikbaar"), given)]) as server:
        said = client.first_said("vragen", *programs(vish, tmp_path)["vragen"], party="gemeente", base=server.base)
    assert least <= int(re.search(r"opnieuw over (\d+) s", said)[1]) <= most, said


def programs(vish, folder):
    return {
        "aanleveren": (vish.folder / "voorbeeld.csv", TODAY, folder / "verslag"),
        "vragen": (question(folder, ASKED), folder / "antwoord"),
    }


def test_a_certificate_that_is_refused_is_named_at_once_with_the_reason(client, vish, tmp_path):
    for name, arguments in programs(vish, tmp_path).items():
        code, said = client(name, *arguments, party="verlopen")
        assert (code, "poging" in said, "verslag" in said) == (OWN_MACHINE, False, False), said
        assert re.search("VISH weigert de verbinding met VISH_(CERT|PKCS12): .*certificate.expired", said, re.I), said


def test_a_refusal_is_told_with_its_explanation_and_a_report_only_where_there_is_one(client, vish, tmp_path):
    explained = b'{"status":400,"detail":"Er is \\"iets\\" mis.","code":"aanleveringGeweigerd"%s}'
    report = tmp_path / "verslag"
    for body, explanation, reported in (
        (explained % b"", "mis.", False),
        (explained % b',"aanlevering":{"status":"geweigerd"}', "mis.", True),
        (b"<html>geen JSON</html>", "zonder uitleg", False),
        (b'["geen", "object"]', "zonder uitleg", False),
        (b'{"detail":1,"code":{}}', "zonder uitleg", False),
        (b"", "zonder uitleg", False),
    ):
        with Scripted(vish.pki, [(400, body)]) as server:
            code, said = client("aanleveren", *programs(vish, tmp_path)["aanleveren"], party="gemeente", base=server.base)
        assert code == REFUSED and explanation in said and "400" in said, said
        assert (f"zie het verslag: {report}" in said, "verslag" in said) == (reported, reported), said
        assert report.read_bytes() == body
    report.unlink()
    code, said = client("aanleveren", *programs(vish, tmp_path)["aanleveren"], party="gemeente", base="https://127.0.0.1:9", attempts=1)
    assert (code, "verslag" in said, report.exists()) == (UNANSWERED, False, False), said


def test_an_answer_that_no_client_expects_is_never_a_refusal_of_vish(client, vish, tmp_path):
    for status, body in ((409, b'"tekst"'), (429, b"[]"), (200, b"geen JSON"), (503, b"\xff\xfe"), (408, b"[" * 5000)):
        with Scripted(vish.pki, [(status, body)] * AGAIN) as server:
            code, said = client("vragen", *programs(vish, tmp_path)["vragen"], party="gemeente", base=server.base)
        assert code != REFUSED or status in (409, 429), said


def test_no_connection_is_no_answer(client, tmp_path):
    code, said = client(
        "vragen", question(tmp_path, ASKED), tmp_path / "a", party="deurwaarder", base="https://127.0.0.1:9", attempts=2
    )
    assert code == UNANSWERED, said


def test_a_server_under_another_ca_is_not_trusted(client, vish, own, tmp_path):
    with Scripted(own.pki, [(200, b'{"matchId":"m"}')], clients=vish.pki) as server:
        code, said = client(
            "vragen", question(tmp_path, ASKED), tmp_path / "a", party="deurwaarder", base=server.base, attempts=1
        )
    assert (code, len(server.answers)) == (UNANSWERED, 1), said


def test_what_is_wrong_on_the_own_machine_is_named_at_once_and_is_no_refusal(client, vish, tmp_path):
    stores = ("VISH_CERT", "VISH_SLEUTEL") if client.sources.name in ("curl", "python") else ("VISH_PKCS12",)
    (tmp_path / "leeg.pem").touch()
    wrong = [("VISH_ADRES", None, "ontbreekt"), ("VISH_ADRES", "vish.voorbeeld.nl", "is geen adres")]
    wrong += [(name, None, "ontbreekt") for name in stores]
    wrong += [(name, tmp_path / "weg.pem", "weg.pem is er niet of is niet leesbaar") for name in stores]
    wrong += [(name, tmp_path / "leeg.pem", "VISH_") for name in stores]
    arguments = {
        "aanleveren": (vish.folder / "voorbeeld.csv", TODAY, tmp_path / "verslag"),
        "vragen": (question(tmp_path, ASKED), tmp_path / "antwoord"),
    }
    for name, value, reason in wrong:
        for program, given in arguments.items():
            code, said = client(program, *given, party="gemeente", **{name: value})
            assert (code, "poging" in said) == (OWN_MACHINE, False), f"{program} {name}={value}: {said}"
            assert "niets verstuurd: " in said and name in said and reason in said, f"{program} {name}: {said}"
    code, said = client("aanleveren", *arguments["aanleveren"], party="gemeente", VISH_AANSLUITING=None)
    assert (code, "VISH_AANSLUITING ontbreekt" in said) == (OWN_MACHINE, True), said

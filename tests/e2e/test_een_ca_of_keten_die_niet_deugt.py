"""A CA or a chain of the server that is no good is named, and stands in the way of nothing else."""

import datetime
import json
import subprocess
import time

import pytest
from cryptography import x509

from harness import pki
from harness.authority import CLIENT, ISSUING, SERVER, Authority, load_authority, make_key, name, pem_of, write_identity
from harness.installation import SERVER as SERVER_OIN
from harness.programs import BIN, run

RELOADED = "De nieuwe instellingen gelden."
LOCALHOST = [(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)]
EXPIRED = (-30, -1)


def trust(own, *authorities, lists=None):
    """Beside the CA of the demonstration; `lists`: of which authority there is which list."""
    bundle = own.pki / "meer.pem"
    bundle.write_bytes((own.pki / "ca.pem").read_bytes() + pem_of(authorities))
    own.set(vertrouwd=str(bundle))
    for index, contents in enumerate(lists if lists is not None else [each.crl() for each in authorities]):
        (own.pki / "intrekkingslijsten" / f"meer-{index}.crl").write_bytes(contents)


def checked(own):
    done = run("vishctl", "config", "check", own.config, check=False)
    return done.returncode, done.stdout + done.stderr


def reloaded(own):
    done = own.vishctl("config", "reload", "--reden", "proef", check=False)
    return done.returncode, done.stdout + done.stderr


def renew(own):
    options = ("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    pki.make_certificate(own.pki, "nieuw", SERVER_OIN, usage="serverAuth", options=options)
    own.set(certificaat="pki/nieuw.pem", sleutel="pki/nieuw.key")


OLD = {
    "verlopen": (lambda: Authority("oud", days=EXPIRED), lambda ca: [ca.crl()], "is verlopen"),
    "verlopen zonder lijst": (lambda: Authority("oud", days=EXPIRED), lambda ca: [], "is verlopen"),
    "lijst verlopen": (lambda: Authority("oud"), lambda ca: [ca.crl(days=EXPIRED)], "lijst is verlopen"),
}


@pytest.mark.parametrize("make,lists,text", OLD.values(), ids=OLD)
def test_an_old_ca_does_not_stand_in_the_way_of_a_new_server_certificate(own, make, lists, text):
    own.start()
    authority = make()
    trust(own, authority, lists=lists(authority))
    renew(own)
    code, said = checked(own)
    assert code == 0 and "CN=oud" in said and text in said, said
    code, said = reloaded(own)
    assert code == 0 and RELOADED in said and "CN=oud" in said and text in said, said
    own.finish()


WRONG = {
    "zonder SKI": ({"key_identifier": False}, "geen subjectKeyIdentifier"),
    "zonder cRLSign": ({"usages": ("key_cert_sign",)}, "keyUsage zonder cRLSign"),
    "zonder keyCertSign": ({"usages": ("crl_sign",)}, "mag geen certificaten uitgeven"),
    "zonder keyUsage": ({"usages": ()}, "keyUsage"),
    "geen CA": ({"ca": False, "usages": (*ISSUING, "digital_signature")}, "CA:FALSE"),
    "alleen voor servers": ({"purposes": (SERVER,)}, "extendedKeyUsage"),
    "zwakke sleutel": ({"key": "rsa1024"}, "te zwakke sleutel"),
}


@pytest.mark.parametrize("options,text", WRONG.values(), ids=WRONG)
def test_a_ca_under_which_nobody_comes_in_is_named(own, options, text):
    own.start()
    trust(own, Authority("mis", **options))
    for code, said in (checked(own), reloaded(own)):
        assert code == 0 and any("CN=mis" in line and text in line for line in said.splitlines()), said
    own.finish()


def test_a_ca_whose_issuer_is_not_trusted_is_named(own):
    root = Authority("stam")
    trust(own, Authority("los", root))
    code, said = checked(own)
    assert code == 0 and "CN=los,O=Proef heeft een uitgever die niet in tls.vertrouwd staat" in said, said


def test_a_ca_that_stands_too_deep_below_another_is_named(own):
    root = Authority("stam", pathlen=0)
    trust(own, root, Authority("diep", root))
    code, said = checked(own)
    named = [line for line in said.splitlines() if "pathLenConstraint" in line]
    assert code == 0 and len(named) == 1 and "CN=diep" in named[0], said


def test_when_no_ca_can_let_anyone_in_that_is_a_mistake(own):
    own.start()
    authority = Authority("mis", key_identifier=False)
    trust(own, authority)
    (own.pki / "meer.pem").write_bytes(pem_of([authority]))
    assert checked(own)[0] == 4
    assert reloaded(own)[0] == 1
    own.finish()


class Chain:
    def __init__(self, own, **intermediate):
        self.own = own
        self.root = Authority("serverstam")
        self.middle = Authority("servertussen", self.root, **intermediate)
        self.other = Authority("andertussen", Authority("anderestam"))
        self.key = make_key("p256")
        self.leaf = self.middle.sign(name("server"), self.key.public_key(), purposes=(SERVER,), extensions=LOCALHOST)

    def put(self, *certificates):
        write_identity(self.own.pki, "keten", self.key, certificates)
        self.own.set(certificaat="pki/keten.pem", sleutel="pki/keten.key")

    def know_root(self):
        trust(self.own, self.root, self.middle)


def test_a_whole_chain_is_content(own):
    chain = Chain(own)
    for sent in ([chain.leaf, chain.middle.certificate], [chain.leaf, chain.middle.certificate, chain.root.certificate]):
        chain.put(*sent)
        assert checked(own) == (0, f"{own.config} is in orde.\n")


@pytest.mark.parametrize("is_known", [False, True], ids=["unknown issuer", "known issuer"])
def test_a_certificate_without_its_chain_is_remarked(own, is_known):
    chain = Chain(own)
    if is_known:
        chain.know_root()
    chain.put(chain.leaf)
    code, said = checked(own)
    assert code == 0 and "bevat niet de hele keten" in said and "servertussen" in said, said


def test_a_chain_that_does_not_fit_or_has_expired_refuses_a_change_but_not_a_start(own):
    own.start()
    chain = Chain(own)
    chain.put(chain.leaf, chain.other.certificate)
    for code, said in (checked(own), reloaded(own)):
        assert code in (1, 4) and "een keten die niet past" in said, said
    old = Chain(own, days=EXPIRED)
    old.put(old.leaf, old.middle.certificate)
    for code, said in (checked(own), reloaded(own)):
        assert code in (1, 4) and "tussen-CA die is verlopen" in said, said
    own.finish()


def test_a_chain_in_the_wrong_order_is_remarked(own):
    chain = Chain(own)
    chain.put(chain.leaf, chain.root.certificate, chain.middle.certificate)
    code, said = checked(own)
    assert code == 0 and "niet op volgorde" in said, said


def test_a_chain_that_breaks_a_rule_is_named(own):
    own.start()
    chain = Chain(own, purposes=(CLIENT,))
    chain.put(chain.leaf, chain.middle.certificate)
    code, said = checked(own)
    assert code == 0 and "servertussen,O=Proef mag niet uitgeven voor servers" in said, said
    top = Authority("bovenste", Authority("serverstam"), pathlen=0)
    low = Authority("onderste", top)
    leaf = low.sign(name("server"), chain.key.public_key(), purposes=(SERVER,), extensions=LOCALHOST)
    chain.put(leaf, low.certificate, top.certificate)
    for code, said in (checked(own), reloaded(own)):
        assert code in (1, 4) and "CN=bovenste,O=Proef" in said and "pathLenConstraint" in said, said
    own.finish()


def test_a_certificate_without_a_name_where_clients_look_is_remarked(own):
    chain = Chain(own)
    nameless = chain.middle.sign(name("localhost"), chain.key.public_key(), purposes=(SERVER,))
    chain.put(nameless, chain.middle.certificate)
    code, said = checked(own)
    assert code == 0 and "subjectAltName" in said, said


NO_NAMES = ["", " ", "twee woorden", "a..b", ".naam", "naam.", "*", "*.", "*a.nl", "a.*.nl", "127.0.0.1", "naam\t"]
NAMES = ["localhost", "vish.voorbeeld.nl", "*.voorbeeld.nl", "xn--vo-vka.nl", "srv_1.intern", "1.voorbeeld.nl"]


@pytest.mark.parametrize("written,is_name", [(each, each in NAMES) for each in NO_NAMES + NAMES])
def test_a_name_that_no_client_can_match_is_no_name(own, written, is_name):
    chain = Chain(own)
    names = [(x509.SubjectAlternativeName([x509.DNSName(written)]), False)]
    chain.put(chain.middle.sign(name("server"), chain.key.public_key(), purposes=(SERVER,), extensions=names),
              chain.middle.certificate)  # fmt: skip
    code, said = checked(own)
    assert code == 0 and ("subjectAltName" not in said) == is_name, said


@pytest.mark.parametrize("feature", x509.TLSFeatureType, ids=lambda feature: feature.name)
def test_a_certificate_that_demands_a_staple_is_remarked(own, feature):
    chain = Chain(own)
    staple = [*LOCALHOST, (x509.TLSFeature([feature]), False)]
    chain.put(chain.middle.sign(name("server"), chain.key.public_key(), purposes=(SERVER,), extensions=staple),
              chain.middle.certificate)  # fmt: skip
    code, said = checked(own)
    assert code == 0 and "must-staple" in said, said


def test_an_expired_root_that_is_sent_along_is_remarked(own):
    chain = Chain(own)
    root = Authority("oudestam", days=EXPIRED)
    middle = Authority("tussen", root)
    leaf = middle.sign(name("server"), chain.key.public_key(), purposes=(SERVER,), extensions=LOCALHOST)
    chain.put(leaf, middle.certificate, root.certificate)
    code, said = checked(own)
    assert code == 0 and "stam-CA die is verlopen: CN=oudestam" in said, said


def test_an_intermediate_that_was_renewed_counts_though_the_expired_one_is_there_too(own):
    chain = Chain(own, days=EXPIRED)
    renewed = chain.root.sign(chain.middle.name, chain.middle.key.public_key(), ca=True, usages=ISSUING, purposes=())
    chain.put(chain.leaf, chain.middle.certificate, renewed)
    code, said = checked(own)
    assert code == 0 and "niet bij de keten hoort" in said and "verlopen" not in said, said
    own.start()
    line = next(each for each in own.observe("/metrics")[1].splitlines() if 'use="server"' in each)
    assert float(line.split()[-1]) > time.time()
    own.finish()


def test_metrics_and_status_watch_the_shortest_lived_of_the_chain(own):
    chain = Chain(own, days=(-1, 7))
    chain.put(chain.leaf, chain.middle.certificate)
    own.start()
    line = next(each for each in own.observe("/metrics")[1].splitlines() if 'use="server"' in each)
    end = chain.middle.certificate.not_valid_after.replace(tzinfo=datetime.timezone.utc)
    assert float(line.split()[-1]) == end.timestamp()
    (own.pki / "stam.pem").write_bytes(pem_of([chain.root]))
    reach = ("--server", f"https://localhost:{own.ports['beheer']}", "--ca", own.pki / "stam.pem")
    validities = json.loads(own.vishctl(*reach, "--json", "status").stdout)["geldigheid"]
    told = [each["verlooptOp"] for each in validities if each["soort"] == "server"]
    assert told == [end.strftime("%Y-%m-%dT%H:%M:%S.000Z")]
    assert "Certificaat van server: nog 6 dagen" in own.vishctl(*reach, "status").stdout
    own.finish()


NOT_NOW = {"nog niet": (1, 30), "niet meer": (-30, -1)}


@pytest.mark.parametrize("days", NOT_NOW.values(), ids=NOT_NOW)
def test_a_clock_that_is_not_right_yet_ends_the_start_with_a_code_that_is_tried_again(own, days):
    authority = load_authority(own.pki, "ca")
    authority.issue(own.pki, "klok", [SERVER_OIN], days=days, purposes=(SERVER,), extensions=LOCALHOST)
    own.set(certificaat="pki/klok.pem", sleutel="pki/klok.key")
    done = subprocess.run([BIN / "vishd", "--config", own.config], capture_output=True, text=True, timeout=60)
    assert done.returncode == 5, done.stderr
    assert "tls.certificaat" in done.stderr and "volgens de klok is het nu" in done.stderr
    assert checked(own)[0] == 4


def test_a_wrong_setting_beside_a_wrong_clock_is_not_tried_again(own):
    authority = load_authority(own.pki, "ca")
    authority.issue(own.pki, "klok", [SERVER_OIN], days=(1, 30), purposes=(SERVER,), extensions=LOCALHOST)
    own.set(certificaat="pki/klok.pem", sleutel="pki/klok.key", sleutels="weg")
    done = subprocess.run([BIN / "vishd", "--config", own.config], capture_output=True, text=True, timeout=60)
    assert done.returncode == 4, done.stderr

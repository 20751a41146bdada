"""A CA that a list revokes shuts out all below it, and every place says so."""

import re

import pytest
from test_een_ca_of_keten_die_niet_deugt import Chain, checked, reloaded, trust

from harness.authority import Authority, load_authority, load_certificate, replace, scope
from harness.browser import Door
from harness.curl import CurlFailed
from harness.installation import DEURWAARDER
from harness.programs import run, until

NAMES = ("Stam", "Domein", "Uitgever")
TEXT = "CA CN={},O=Proef is ingetrokken door {}; iedereen onder haar wordt geweigerd"


class Tree:
    """Stam, Domein below it and Uitgever below that, with a client; only the first `depth` are there."""

    def __init__(self, own, depth=3):
        self.own = own
        self.all = []
        for common_name in NAMES[:depth]:
            self.all.append(Authority(common_name, self.all[-1] if self.all else None))
        trust(own, *self.all)
        self.all[-1].issue(own.pki, "klant", [DEURWAARDER])
        own.set(herlezen_seconden=1)

    def revoke(self, by, whom, **options):
        by.revoked.append(whom.certificate)
        contents = by.crl(**options)
        replace(self.own.pki / "intrekkingslijsten" / f"meer-{self.all.index(by)}.crl", contents)
        return contents


def gets_in(own, party="klant"):
    try:
        return own.data("GET", "/v1/openapi.json", party).status == 200
    except CurlFailed:
        return False


def told(own):
    return own.beheer("GET", "/v1/status", "beheerder").json["intrekkingslijstmeldingen"]["meldingen"]


def measured(own):
    return float(re.search(r"^vish_crl_notices (\S+)$", own.observe("/metrics")[1], re.MULTILINE)[1])


# How deep the tree is, who revokes, who is revoked.
CASES = {
    "the issuing CA": (3, 1, 2),
    "the CA between": (3, 0, 1),
    "the root": (3, 0, 0),
    "a root that issues itself": (1, 0, 0),
}


@pytest.mark.parametrize("depth,by,whom", CASES.values(), ids=CASES)
def test_a_revoked_ca_is_named_wherever_an_operator_looks(own, depth, by, whom):
    tree = Tree(own, depth)
    own.start()
    assert gets_in(own) and told(own) == []
    issuer, revoked = tree.all[by], tree.all[whom]
    text = TEXT.format(NAMES[whom], "zichzelf" if by == whom else f"CN={NAMES[by]},O=Proef")
    tree.revoke(issuer, revoked)
    until(lambda: told(own) == [text], "the revocation is told")
    assert not gets_in(own) and gets_in(own, "deurwaarder") and measured(own) == 1
    status = own.vishctl("status", check=False)
    assert "Intrekkingslijsten" in status.stdout and text in status.stdout, status.stdout
    with Door(own, "beheerder") as door:
        assert text in door.fetch("/")[2]
    remark = f"Let op: tls.intrekkingslijsten: {text}\n"
    assert checked(own) == (0, f"{remark}{own.config} is in orde.\n")
    code, said = reloaded(own)
    assert code == 0 and remark in said, said
    own.stop()
    own.start()
    assert told(own) == [text] and text in own.tail()
    own.finish()


def test_a_list_that_revokes_a_ca_is_usable_and_says_so_before_it_is_put_in_place(own):
    tree = Tree(own)
    root, domain, issuer = tree.all
    fresh = own.folder / "nieuw.crl"
    domain.revoked.append(issuer.certificate)
    fresh.write_bytes(domain.crl())
    done = run("vishctl", "intrekkingslijst", "check", fresh, "--config", own.config)
    text = TEXT.format("Uitgever", "CN=Domein,O=Proef")
    assert done.stdout == f"Let op: {text}\n{fresh} is te gebruiken.\n"
    replace(own.pki / "intrekkingslijsten" / "meer-1.crl", fresh.read_bytes())
    fresh.write_bytes(root.crl())
    done = run("vishctl", "intrekkingslijst", "check", fresh, "--config", own.config)
    assert done.stdout == f"{fresh} is te gebruiken.\n", "another list revokes the CA"


def test_a_list_for_other_certificates_revokes_no_ca(own):
    tree = Tree(own)
    domain, issuer = tree.all[1:]
    tree.revoke(domain, issuer, extensions=[scope(only_user=True)])
    said = checked(own)[1]
    assert "dekt CN=Uitgever" in said and "ingetrokken door" not in said, said


def test_a_list_of_a_namesake_revokes_no_ca(own):
    tree = Tree(own)
    domain, issuer = tree.all[1:]
    namesake = Authority("Domein", tree.all[0])
    namesake.revoked.append(issuer.certificate)
    trust(own, *tree.all, namesake)
    code, said = checked(own)
    assert code == 0 and "ingetrokken door" not in said, said
    tree.revoke(domain, issuer)
    assert TEXT.format("Uitgever", "CN=Domein,O=Proef") in checked(own)[1]


def test_a_revoked_ca_in_the_chain_of_the_server_is_remarked(own):
    chain = Chain(own)
    chain.root.revoked.append(chain.middle.certificate)
    chain.know_root()
    chain.put(chain.leaf, chain.middle.certificate)
    code, said = checked(own)
    text = "heeft in zijn keten een CA die is ingetrokken door CN=serverstam,O=Proef: CN=servertussen,O=Proef"
    assert code == 0 and text in said, said


def test_a_revoked_certificate_of_the_server_is_told(own):
    own.set(herlezen_seconden=1)
    own.start()
    authority = load_authority(own.pki, "ca")
    authority.revoked.append(load_certificate(own.pki, "server"))
    replace(own.pki / "intrekkingslijsten" / "ca.crl", authority.crl())
    until(lambda: told(own), "the revocation is told")
    assert len(told(own)) == 1 and told(own)[0].startswith("tls.certificaat is ingetrokken door "), told(own)
    code, said = checked(own)
    assert code == 0 and f"Let op: tls.certificaat {own.pki}/server.pem is ingetrokken door " in said, said
    code, said = reloaded(own)
    assert code == 0 and "server.pem is ingetrokken door " in said, said
    own.finish()

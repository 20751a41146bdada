"""A server certificate with which no client gets a connection never comes into force; a lesser one is remarked."""

import ipaddress

import pytest
from cryptography import x509
from test_een_ca_of_keten_die_niet_deugt import RELOADED, checked, reloaded
from test_lifecycle import refused_start

from harness.authority import SERVER, load_authority
from harness.installation import SERVER as SERVER_OIN

HERE = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
LOCALHOST = [(x509.SubjectAlternativeName([x509.DNSName("localhost"), HERE]), False)]


def use(own, key="p256", **options):
    """Gives the server another certificate of the CA that everybody trusts."""
    authority = load_authority(own.pki, "ca")
    authority.issue(own.pki, "nieuw", [SERVER_OIN], key=key, purposes=(SERVER,), extensions=LOCALHOST, **options)
    own.set(certificaat="pki/nieuw.pem", sleutel="pki/nieuw.key")


@pytest.mark.parametrize("key", ["ed25519", "p224", "k256", "brainpool"])
def test_a_key_with_which_no_connection_is_possible_is_refused_everywhere(own, key):
    own.start()
    use(own, key)
    for code, said in (checked(own), reloaded(own)):
        assert code in (1, 4) and RELOADED not in said, said
        assert "nieuw.pem laat geen enkele verbinding toe, met TLS 1.3 noch TLS 1.2" in said, said
        assert "ECDSA op P-256" in said, said
    assert own.vishctl("status").returncode == 0
    own.stop()
    assert "laat geen enkele verbinding toe" in refused_start(own)


@pytest.mark.parametrize("key", ["p256", "p384", "p521", "rsa2048", "rsa4096"])
def test_a_key_that_clients_know_is_in_order(own, key):
    use(own, key)
    assert checked(own) == (0, f"{own.config} is in orde.\n")


REMARKED = {
    "ECDSA without digitalSignature": ({"usages": ("key_agreement",)}, "laat geen verbinding toe met TLS 1.2"),
    "RSA for key encipherment": ({"key": "rsa2048", "usages": ("key_encipherment",)}, "zonder digitalSignature"),
    "a CA": ({"ca": True, "usages": ("digital_signature", "key_cert_sign")}, "is van een CA"),
}


@pytest.mark.parametrize("options,text", REMARKED.values(), ids=REMARKED)
def test_a_certificate_that_some_clients_refuse_is_remarked(own, options, text):
    own.start()
    use(own, **options)
    code, said = checked(own)
    assert code == 0 and any("Let op: tls.certificaat" in line and text in line for line in said.splitlines()), said
    code, said = reloaded(own)
    assert code == 0 and RELOADED in said and text in said, said
    assert own.vishctl("status").returncode == 0
    own.finish()

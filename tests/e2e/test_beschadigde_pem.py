"""A certificate or list that stands damaged in a file with others is never passed over in silence."""

import pytest
from cryptography.hazmat.primitives import serialization
from test_een_ca_of_keten_die_niet_deugt import Chain, checked, reloaded, trust

from harness import pki
from harness.authority import Authority, pem_of, write_identity

DAMAGED = {
    "four hyphens": lambda pem: pem.replace(b"-----BEGIN", b"----BEGIN"),
    "a space before": lambda pem: b" " + pem,
    "a block that is indented": lambda pem: b"".join(b"    " + line for line in pem.splitlines(True)),
    "cut inside its first line": lambda pem: pem[:17],
    "cut inside its first word": lambda pem: pem[:7],
    "cut inside": lambda pem: pem[:300],
    "a quotation": lambda pem: b"".join(b"> " + line for line in pem.splitlines(True)),
    "without its first line": lambda pem: pem.partition(b"\n")[2],
    "other dashes": lambda pem: pem.replace(b"-----", "———".encode()),
    "a mark of byte order": lambda pem: b"\n\xef\xbb\xbf" + pem,
    "UTF-16": lambda pem: pem.decode().encode("utf-16"),
    "without line ends": lambda pem: pem.replace(b"\n", b""),
    "another kind": lambda pem: pem.replace(b" CERTIFICATE-", b" TRUSTED CERTIFICATE-"),
    "lower case": lambda pem: pem.replace(b"BEGIN CERTIFICATE", b"begin certificate"),
}
damaged = pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)


@damaged
def test_a_damaged_ca_is_refused_with_its_line(own, damage):
    trust(own, Authority("tweede"))
    whole = (own.pki / "ca.pem").read_bytes()
    assert checked(own)[0] == 0
    (own.pki / "meer.pem").write_bytes(whole + damage(pem_of([Authority("tweede")])))
    code, said = checked(own)
    assert code == 4 and "tls.vertrouwd" in said and f"{own.pki}/meer.pem" in said, said


def test_a_damaged_ca_says_on_which_line_and_refuses_a_reload(own):
    own.start()
    trust(own, Authority("tweede"))
    whole = (own.pki / "ca.pem").read_bytes()
    (own.pki / "meer.pem").write_bytes(whole + DAMAGED["four hyphens"](pem_of([Authority("tweede")])))
    line = len(whole.splitlines()) + 1
    for code, said in (checked(own), reloaded(own)):
        assert code in (1, 4) and f"heeft op regel {line} een beschadigde regel BEGIN of END" in said, said
    own.finish()


@pytest.mark.parametrize("form", ["DER", "PKCS7"])
def test_a_ca_in_a_form_that_is_not_read_is_refused(own, form):
    second = Authority("tweede").certificate
    trust(own)
    other = second.public_bytes(serialization.Encoding.DER)
    if form == "PKCS7":
        (own.pki / "tweede.pem").write_bytes(second.public_bytes(serialization.Encoding.PEM))
        other = pki.openssl("crl2pkcs7", "-nocrl", "-certfile", own.pki / "tweede.pem").encode()
    with (own.pki / "meer.pem").open("ab") as file:
        file.write(other)
    code, said = checked(own)
    assert code == 4 and f"{own.pki}/meer.pem heeft op regel" in said, said


def test_comments_and_other_blocks_beside_the_cas_are_accepted(own):
    second = Authority("tweede")
    trust(own, second)
    text = pki.openssl("x509", "-in", own.pki / "ca.pem", "-text")
    around = [
        b"Bag Attributes\n    friendlyName: Stam (a--b)\n    localKeyID: 54 69 6D\n",
        b"subject=O = Proef, CN = tweede\nissuer=O = Proef\n\n# ----------\n",
        b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n",
        "Uitgegeven in België\r\n".encode(),
    ]
    bundle = b"\xef\xbb\xbf" + text.encode() + b"".join(around) + pem_of([second]) + second.crl() + b"\x1a"
    (own.pki / "meer.pem").write_bytes(bundle)
    assert checked(own) == (0, f"{own.config} is in orde.\n")


@damaged
def test_a_damaged_chain_of_the_server_is_refused(own, damage):
    chain = Chain(own)
    write_identity(own.pki, "keten", chain.key, [chain.leaf])
    own.set(certificaat="pki/keten.pem", sleutel="pki/keten.key")
    with (own.pki / "keten.pem").open("ab") as file:
        file.write(damage(pem_of([chain.middle])))
    code, said = checked(own)
    assert code == 4 and f"tls.certificaat {own.pki}/keten.pem" in said, said


def test_a_damaged_list_beside_another_is_told_and_neither_counts(own):
    second = Authority("tweede")
    trust(own, second)
    lists = own.pki / "intrekkingslijsten"
    both = second.crl() + b" " + second.crl()
    (lists / "meer-0.crl").write_bytes(both)
    code, said = checked(own)
    assert code == 4 and f"{lists}/meer-0.crl heeft op regel" in said, said


def test_a_damaged_certificate_of_a_recipient_of_backups_is_refused(own):
    first, second = Authority("een", key="rsa2048"), Authority("twee", key="rsa2048")
    recipients = own.folder / "ontvangers.pem"
    own.set(doel="backup", ontvangers="ontvangers.pem")
    recipients.write_bytes(pem_of([first, second]))
    assert checked(own)[0] == 0
    for damage in ("four hyphens", "cut inside"):
        recipients.write_bytes(pem_of([first]) + DAMAGED[damage](pem_of([second])))
        code, said = checked(own)
        assert code == 4 and "backup.ontvangers" in said, said

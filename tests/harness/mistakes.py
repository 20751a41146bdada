"""Every certificate of the table in docs/beveiliging.md, by the words of its first column."""

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization

from harness import pki
from harness.authority import ANY, CLIENT, ISSUING, SERVER, UNKNOWN, Authority, load_authority, name, replace
from harness.installation import DEURWAARDER

LETTERS = "0000009900000004ABCD"
NONE = "geen certificaat"
EXPIRED = (-30, -1)
TO_COME = (1, 30)


class Mistakes:
    """Makes the CAs before the server starts; certificates on demand."""

    def __init__(self, folder):
        self._folder = folder
        self._made = 0
        self._lists = folder / "intrekkingslijsten"
        self._known = []
        self._demo = load_authority(folder, "ca")
        self._root = self._authority("stam")
        self._rsa = self._authority("rsa-stam", key="rsa2048")
        self._make_intermediates()
        self._cases = {**self._keys(), **self._signatures(), **self._chains(), **self._lists_of_issuers(),
                       **self._usages(), **self._oins(), **self._moments(), NONE: None}
        self._write()

    @property
    def cases(self):
        return set(self._cases)

    def party(self, case):
        """The name of the files of that certificate; None for no certificate."""
        make = self._cases[case]
        if make is None:
            return None
        self._made += 1
        party = f"geval-{self._made}"
        make(party)
        return party

    def _authority(self, common_name, parent=None, known=True, crl=True, **options):
        authority = Authority(common_name, parent, **options)
        if known:
            self._known.append(authority)
        authority.listed = crl
        return authority

    def _make_intermediates(self):
        root = self._root
        self._middle = self._authority("tussen", root, pathlen=0)
        self._stranger = self._authority("onbekend-tussen", root, known=False, crl=False)
        self._foreign = self._authority("vreemd", known=False, crl=False)
        self._revoked = self._authority("ingetrokken-tussen", root)
        self._old = self._authority("verlopen-tussen", root, days=EXPIRED)
        self._weak = self._authority("zwak-tussen", root, key="rsa1024")
        self._sha1 = self._authority("sha1-tussen", root, digest=hashes.SHA1)
        self._deep = self._authority("te-diep", self._middle)
        permitted = x509.NameConstraints([x509.DNSName("gemeente.voorbeeld")], None)
        self._named = self._authority("naambeperkt", root, extensions=[(permitted, True)])
        self._no_ca = self._authority("geen-ca", root, ca=False, pathlen=None, usages=(*ISSUING, "digital_signature"))
        self._no_issuing = self._authority("geen-uitgever", root, usages=("crl_sign",))
        self._no_lists = self._authority("geen-lijsten", root, usages=("key_cert_sign",))
        root.revoked.append(self._revoked.certificate)
        self._unlisted = self._authority("zonder-lijst", root, crl=False)
        self._by_list = {kind: self._authority(f"lijst-{kind}", root, crl=False) for kind in
                         ("verlopen", "toekomst", "vreemd", "delta", "sha1", "onleesbaar")}

    def _write(self):
        pem = b"".join(one.certificate.public_bytes(serialization.Encoding.PEM) for one in self._known)
        with (self._folder / "ca.pem").open("ab") as trusted:
            trusted.write(pem)
        lists = {authority.name.rfc4514_string(): authority.crl() for authority in self._known if authority.listed}
        for index, contents in enumerate(lists.values()):
            (self._lists / f"{index}.crl").write_bytes(contents)
        wrong = {
            "verlopen": self._by_list["verlopen"].crl(days=EXPIRED),
            "toekomst": self._by_list["toekomst"].crl(days=TO_COME),
            "vreemd": self._by_list["vreemd"].crl(key=self._foreign.key),
            "delta": self._by_list["delta"].crl(delta=True),
            "sha1": self._by_list["sha1"].crl(digest=hashes.SHA1),
            "onleesbaar": self._by_list["onleesbaar"].crl()[:-200],
        }
        for kind, contents in wrong.items():
            (self._lists / f"{kind}.crl").write_bytes(contents)

    def _issue(self, authority=None, oins=(DEURWAARDER,), **options):
        authority = authority or self._root
        return lambda party: authority.issue(self._folder, party, oins, **options)

    def _openssl(self, *options):
        def make(party):
            self._rsa.write_identity(self._folder, "rsa-stam")
            pki.make_certificate(self._folder, party, DEURWAARDER, issuer="rsa-stam", options=options)
        return make

    def _keys(self):
        return {
            "ECDSA P-256": self._issue(),
            "ECDSA P-384": self._issue(key="p384"),
            "ECDSA P-521": self._issue(key="p521"),
            "RSA 2048": self._issue(key="rsa2048"),
            "RSA 3072": self._issue(key="rsa3072"),
            "RSA 4096": self._issue(key="rsa4096"),
            "sleutel voor RSA-PSS, 2048": self._openssl("-newkey", "rsa-pss", "-pkeyopt", "rsa_keygen_bits:2048"),
            "ECDSA P-224": self._issue(key="p224"),
            "ECDSA secp256k1": self._issue(key="k256"),
            "ECDSA brainpoolP256r1": self._issue(key="brainpool"),
            "Ed25519": self._issue(key="ed25519"),
            "RSA 1024": self._issue(key="rsa1024"),
            "RSA 2047": self._issue(key="rsa2047"),
        }

    def _signatures(self):
        pss = ("-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:-1")
        return {
            "ondertekend met RSA en SHA-256": self._issue(self._rsa),
            "ondertekend met RSA-PSS en SHA-256": self._openssl(*pss, "-sha256"),
            "ondertekend met RSA-PSS en SHA-1": self._openssl(*pss, "-sha1"),
            "ondertekend met SHA-512": self._issue(digest=hashes.SHA512),
            "ondertekend met SHA-384": self._issue(digest=hashes.SHA384),
            "ondertekend met SHA-224": self._issue(digest=hashes.SHA224),
            "ondertekend met SHA-1": self._issue(digest=hashes.SHA1),
            "ondertekend met MD5": self._issue(self._rsa, digest=hashes.MD5),
        }

    def _chains(self):
        host = lambda text: [(x509.SubjectAlternativeName([x509.DNSName(text)]), False)]
        return {
            "onder een tussen-CA die is meegestuurd": self._issue(self._middle),
            "onder een bekende tussen-CA die niet is meegestuurd": self._issue(self._middle, send_chain=False),
            "onder een onbekende tussen-CA die is meegestuurd": self._issue(self._stranger),
            "onder een onbekende tussen-CA die niet is meegestuurd": self._issue(self._stranger, send_chain=False),
            "onder een vreemde stam": self._issue(self._foreign),
            "door zichzelf ondertekend": self._self_signed,
            "onder een ingetrokken tussen-CA": self._issue(self._revoked),
            "onder een verlopen tussen-CA": self._issue(self._old),
            "onder een tussen-CA met RSA 1024": self._issue(self._weak),
            "onder een tussen-CA die met SHA-1 is ondertekend": self._issue(self._sha1),
            "onder een CA die dieper ligt dan zijn stam toestaat": self._issue(self._deep),
            "onder een certificaat dat geen CA is": self._issue(self._no_ca),
            "onder een CA die geen certificaten mag ondertekenen": self._issue(self._no_issuing),
            "binnen de naambeperking van de tussen-CA": self._issue(
                self._named, extensions=host("vish.gemeente.voorbeeld")),
            "buiten de naambeperking van de tussen-CA": self._issue(
                self._named, extensions=host("vish.elders.voorbeeld")),
        }

    def _self_signed(self, party):
        own = Authority(party, ca=False, usages=("digital_signature",), purposes=(CLIENT,))
        own.write_identity(self._folder, party)

    def _lists_of_issuers(self):
        words = {
            "verlopen": "uitgever met een verlopen intrekkingslijst",
            "toekomst": "uitgever met een intrekkingslijst die nog niet geldig is",
            "vreemd": "uitgever met een intrekkingslijst die een ander ondertekende",
            "delta": "uitgever met alleen een deltalijst",
            "sha1": "uitgever met een intrekkingslijst met SHA-1",
            "onleesbaar": "uitgever met een onleesbare intrekkingslijst",
        }
        cases = {text: self._issue(self._by_list[kind]) for kind, text in words.items()}
        cases["uitgever zonder intrekkingslijst"] = self._issue(self._unlisted)
        cases["uitgever die geen intrekkingslijsten mag ondertekenen"] = self._issue(self._no_lists)
        cases["ingetrokken"] = self._revoke
        return cases

    def _revoke(self, party):
        self._middle.revoked.append(self._middle.issue(self._folder, party, [DEURWAARDER]))
        replace(self._lists / "ingetrokken.crl", self._middle.crl())

    def _usages(self):
        extension = x509.UnrecognizedExtension(UNKNOWN, b"\x05\x00")
        return {
            "gebruik voor clients en servers": self._issue(purposes=(CLIENT, SERVER)),
            "gebruik alleen voor servers": self._issue(purposes=(SERVER,)),
            "gebruik voor alles": self._issue(purposes=(ANY,)),
            "zonder uitgebreid sleutelgebruik": self._issue(purposes=()),
            "zonder sleutelgebruik": self._issue(usages=()),
            "sleutelgebruik zonder ondertekenen": self._issue(usages=("key_agreement",)),
            "certificaat van een CA": self._issue(ca=True, usages=(*ISSUING, "digital_signature")),
            "onbekende extensie, kritiek": self._issue(extensions=[(extension, True)]),
            "onbekende extensie, niet kritiek": self._issue(extensions=[(extension, False)]),
        }

    def _oins(self):
        return {
            "OIN met hoofdletters": self._issue(oins=[LETTERS]),
            "OIN met kleine letters": self._issue(oins=[LETTERS.lower()]),
            "OIN met een spatie": self._issue(oins=[DEURWAARDER[:10] + " " + DEURWAARDER[11:]]),
            "OIN van 19 posities": self._issue(oins=[DEURWAARDER[:19]]),
            "OIN van 21 posities": self._issue(oins=[DEURWAARDER + "0"]),
            "OIN van 64 posities": self._issue(oins=[(4 * DEURWAARDER)[:64]]),
            "twee serienummers in de houder": self._issue(oins=[DEURWAARDER, LETTERS]),
            "onbekend OIN": self._issue(oins=["00000099000000099000"]),
            "geen OIN": self._issue(oins=[]),
            "OIN alleen in de algemene naam": self._named_as_oin,
        }

    def _named_as_oin(self, party):
        self._root.issue(self._folder, party, [], subject=name(DEURWAARDER))

    def _moments(self):
        return {"verlopen": self._issue(days=EXPIRED), "nog niet geldig": self._issue(days=TO_COME)}

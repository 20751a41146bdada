"""A CA that can make every mistake, for certificates that ought to be refused."""

import datetime
import os

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

CLIENT = ExtendedKeyUsageOID.CLIENT_AUTH
SERVER = ExtendedKeyUsageOID.SERVER_AUTH
ANY = ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE
UNKNOWN = ObjectIdentifier("1.3.6.1.4.1.99999.1")
SIGNING = ("digital_signature",)
ISSUING = ("key_cert_sign", "crl_sign")
VALID = (-1, 30)  # days from now
_CURVES = {"p256": ec.SECP256R1, "p384": ec.SECP384R1, "p521": ec.SECP521R1, "p224": ec.SECP224R1}
_CURVES |= {"k256": ec.SECP256K1, "brainpool": ec.BrainpoolP256R1}
_KEY_USAGES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement")
_KEY_USAGES += ("key_cert_sign", "crl_sign", "encipher_only", "decipher_only")


def make_key(kind):
    if kind.startswith("rsa"):
        return rsa.generate_private_key(public_exponent=65537, key_size=int(kind[3:]))
    return ed25519.Ed25519PrivateKey.generate() if kind == "ed25519" else ec.generate_private_key(_CURVES[kind]())


def name(common_name, oins=()):
    attributes = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Proef")]
    attributes += [x509.NameAttribute(NameOID.COMMON_NAME, common_name)]
    return x509.Name(attributes + [x509.NameAttribute(NameOID.SERIAL_NUMBER, oin) for oin in oins])


def _moments(days):
    now = datetime.datetime.utcnow().replace(microsecond=0)
    return [now + datetime.timedelta(days=day) for day in days]


def _key_usage(usages):
    return x509.KeyUsage(**{usage: usage in usages for usage in _KEY_USAGES})


def _pem(certificates):
    return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)


class Authority:
    """`parent` None: a root. `chain` are the certificates between it and the root, its own first."""

    def __init__(self, common_name, parent=None, key="p256", **options):
        self.name = name(common_name)
        self.key = make_key(key)
        self.revoked = []
        self.number = 0
        signer = parent or self
        settings = {"ca": True, "usages": ISSUING, "purposes": (), **options}
        self.certificate = signer.sign(self.name, self.key.public_key(), **settings)
        self.chain = [self.certificate, *parent.chain] if parent else []

    def sign(self, subject, key, days=VALID, digest=hashes.SHA256, ca=False, pathlen=None, usages=SIGNING,
             purposes=(CLIENT,), extensions=(), key_identifier=True):
        begin, end = _moments(days)
        builder = x509.CertificateBuilder(self.name, subject, key, x509.random_serial_number(), begin, end)
        builder = builder.add_extension(x509.BasicConstraints(ca, pathlen), critical=True)
        if key_identifier:
            builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        builder = builder.add_extension(issuer, critical=False)
        if usages:
            builder = builder.add_extension(_key_usage(usages), critical=True)
        if purposes:
            builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        return builder.sign(self.key, digest())

    def issue(self, folder, party, oins, key="p256", send_chain=True, subject=None, **options):
        """Writes PARTY.pem, with the chain below the root, and PARTY.key; returns the certificate."""
        own = make_key(key)
        certificate = self.sign(subject or name(party, oins), own.public_key(), **options)
        write_identity(folder, party, own, [certificate, *(self.chain if send_chain else [])])
        return certificate

    def write_identity(self, folder, party):
        write_identity(folder, party, self.key, [self.certificate, *self.chain[1:]])

    def crl(self, days=VALID, key=None, digest=hashes.SHA256, delta=False, number=None, extensions=(), entries=(),
            encoding=serialization.Encoding.PEM):
        """The next list. `extensions` and those of every entry, `entries`: (extension, critical)."""
        self.number = number or self.number + 1
        begin, end = _moments(days)
        builder = x509.CertificateRevocationListBuilder(self.name, begin, end)
        builder = builder.add_extension(x509.CRLNumber(self.number), critical=False)
        if delta:
            builder = builder.add_extension(x509.DeltaCRLIndicator(1), critical=True)
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        for serial in [certificate.serial_number for certificate in self.revoked] or ([4711] if entries else []):
            entry = x509.RevokedCertificateBuilder(serial, begin)
            for extension, critical in entries:
                entry = entry.add_extension(extension, critical)
            builder = builder.add_revoked_certificate(entry.build())
        return builder.sign(key or self.key, digest()).public_bytes(encoding)


def scope(point=None, only_user=False, only_ca=False, only_attribute=False, indirect=False, reasons=None):
    """The issuingDistributionPoint of a list, for crl(extensions=...)."""
    names = [x509.UniformResourceIdentifier(point)] if point else None
    return x509.IssuingDistributionPoint(names, None, only_user, only_ca, reasons, indirect, only_attribute), True


def points_to(point):
    """The cRLDistributionPoints of a certificate, for sign(extensions=...)."""
    names = [x509.UniformResourceIdentifier(point)]
    return x509.CRLDistributionPoints([x509.DistributionPoint(names, None, None, None)]), False


def load_authority(folder, party):
    """The authority of which PARTY.pem and PARTY.key lie in the folder."""
    authority = Authority.__new__(Authority)
    authority.certificate = x509.load_pem_x509_certificate((folder / f"{party}.pem").read_bytes())
    authority.key = serialization.load_pem_private_key((folder / f"{party}.key").read_bytes(), None)
    authority.name, authority.chain, authority.revoked, authority.number = authority.certificate.subject, [], [], 1
    return authority


def load_certificate(folder, party):
    return x509.load_pem_x509_certificate((folder / f"{party}.pem").read_bytes())


def write_identity(folder, party, key, certificates):
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / f"{party}.key").write_bytes(private)
    (folder / f"{party}.pem").write_bytes(_pem(certificates))


def replace(file, contents):
    """In one step, as who puts lists in place ought to do."""
    temporary = file.with_name(f".{file.name}")
    temporary.write_bytes(contents)
    os.replace(temporary, file)


def pem_of(authorities):
    return _pem([authority.certificate for authority in authorities])

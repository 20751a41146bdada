"""Certificates beside those of the demonstration, made with openssl."""

import datetime
import subprocess


def openssl(*arguments):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, text=True).stdout


def make_certificate(folder, name, oin, issuer="ca", usage="clientAuth", options=()):
    """Writes NAME.key and NAME.pem, signed by ISSUER of the same folder; `options` go to openssl req."""
    subject = f"/O=Proef/CN={name}" + (f"/serialNumber={oin}" if oin else "")
    openssl(
        *("req", "-x509", "-noenc", "-days", 4, *options),
        *(() if "-newkey" in options else ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")),
        *("-subj", subject, "-CA", folder / f"{issuer}.pem", "-CAkey", folder / f"{issuer}.key"),
        *("-addext", f"extendedKeyUsage={usage}", "-addext", "basicConstraints=critical,CA:FALSE"),
        *("-addext", "keyUsage=critical,digitalSignature"),
        *("-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem"),
    )


def make_root(folder, name):
    openssl(
        *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-days", 2),
        *("-subj", f"/CN={name}", "-addext", "keyUsage=critical,keyCertSign,cRLSign"),
        *("-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem"),
    )


def fingerprint(certificate):
    return openssl("x509", "-in", certificate, "-noout", "-fingerprint", "-sha256").partition("=")[2].strip()


def not_after(certificate):
    """When it expires, as a timestamp."""
    end = openssl("x509", "-in", certificate, "-noout", "-enddate").strip().partition("=")[2]
    moment = datetime.datetime.strptime(end, "%b %d %H:%M:%S %Y GMT")
    return moment.replace(tzinfo=datetime.timezone.utc).timestamp()

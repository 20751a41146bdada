"""Eén verzoek aan VISH over tweezijdig TLS, zo nodig herhaald. Alleen de standaardbibliotheek van Python 3."""

import datetime
import email.utils
import http.client
import itertools
import json
import math
import os
import ssl
import sys
import time
import urllib.parse


def say(text):
    """Naar de standaardfoutuitvoer; nooit de inhoud van een vraag, antwoord of bestand."""
    print(time.strftime("%F %T"), text, file=sys.stderr)


class Misconfigured(Exception):
    """Een instelling, certificaat of map op deze machine klopt niet."""


def run(main):
    """De exitcode van main. Wat op deze machine mislukt is nooit 1: dat is geweigerd door VISH."""
    try:
        return main(sys.argv[1:])
    except Exception as error:  # ook wat niemand verwachtte is geen weigering
        say(str(error) if isinstance(error, (Misconfigured, OSError)) else f"onverwacht: {type(error).__name__}")
        return 6


def setting(name):
    value = os.environ.get(name)
    if not value:
        raise Misconfigured(f"niets verstuurd: {name} ontbreekt")
    return value


def _file(name):
    path = setting(name)
    if not os.access(path, os.R_OK):
        raise Misconfigured(f"niets verstuurd: {name}: {path} is er niet of is niet leesbaar")
    return path


def _number(name, otherwise):
    value = os.environ.get(name, otherwise)
    if not value.isascii() or not value.isdigit():
        raise Misconfigured(f"niets verstuurd: {name} is geen getal")
    return int(value)


def text_in(body, name):
    """De tekst met die naam in een antwoord, anders leeg."""
    try:
        value = json.loads(body)[name]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def passes_by(status, body):
    """Of hetzelfde verzoek zo dadelijk wel kan lukken; status 0 is geen verbinding of geen antwoord op tijd."""
    if status in (409, 429):
        return text_in(body, "code") in ("conflict", "teVeelVragen")
    return status in (0, 408, 503)


def reason(status, body):
    """Waarom er geen of een afwijzend antwoord is, met de uitleg van VISH als die er is."""
    if status == 0:
        return f"geen verbinding, of niet op tijd ({body.decode()})"
    return f"status {status} {text_in(body, 'code')}: {text_in(body, 'detail') or 'zonder uitleg'}"


def seconds_of(retry_after):
    """Zo veel seconden vraagt de server te wachten; hoogstens een uur, en 0 als het niet te begrijpen is."""
    try:
        if retry_after.isdecimal():
            seconds = int(retry_after)
        else:
            moment = email.utils.parsedate_to_datetime(retry_after)
            seconds = math.ceil(moment.replace(tzinfo=moment.tzinfo or datetime.timezone.utc).timestamp() - time.time())
    except (ValueError, TypeError, LookupError, OverflowError):
        return 0
    return max(0, min(seconds, 3600))


def _context():
    ca, certificate, key = _file("VISH_CA"), _file("VISH_CERT"), _file("VISH_SLEUTEL")
    try:
        context = ssl.create_default_context(cafile=ca)
    except ssl.SSLError:
        raise Misconfigured("niets verstuurd: VISH_CA is geen certificaat in PEM") from None
    try:
        context.load_cert_chain(certificate, key)
    except ssl.SSLError:
        text = "niets verstuurd: VISH_CERT en VISH_SLEUTEL horen niet bij elkaar, of zijn geen PEM"
        raise Misconfigured(text) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _address():
    address = urllib.parse.urlsplit(setting("VISH_ADRES"))
    if address.scheme != "https" or not address.hostname:
        raise Misconfigured("niets verstuurd: VISH_ADRES is geen adres als https://vish.voorbeeld.nl")
    return address


def _once(method, path, body, headers, seconds, address, context):
    """(status, antwoord, Retry-After); zonder antwoord status 0 en de reden."""
    connection = http.client.HTTPSConnection(address.hostname, address.port or 443, timeout=seconds, context=context)
    try:
        try:
            connection.request(method, path, body, headers)
        except (BrokenPipeError, ConnectionResetError):
            pass  # een weigering kan er al staan
        answer = connection.getresponse()
        return answer.status, answer.read(), seconds_of(answer.headers.get("Retry-After", "0").strip())
    except (OSError, http.client.HTTPException) as error:
        if isinstance(error, ssl.SSLError) and "ALERT" in (error.reason or ""):
            text = error.reason.lower().replace("_", " ")
            raise Misconfigured(f"VISH weigert de verbinding met VISH_CERT: {text}") from None
        return 0, (str(error) or type(error).__name__).encode(), 0
    finally:
        connection.close()


def request(method, path, body, content_type, seconds):
    """(status, antwoord) van het verzoek, na hoogstens VISH_POGINGEN keer. Bij status 0 is het antwoord de reden."""
    address, context = _address(), _context()
    attempts, pause = _number("VISH_POGINGEN", "6"), _number("VISH_WACHT", "5")
    headers = {"Content-Type": content_type}
    for attempt in itertools.count(1):
        status, answer, retry_after = _once(method, path, body, headers, seconds, address, context)
        if not passes_by(status, answer) or attempt >= attempts:
            return status, answer
        wait = max(pause << (attempt - 1), retry_after)
        say(f"{reason(status, answer)}, poging {attempt}; opnieuw over {wait} s")
        time.sleep(wait)


def save(path, body):
    """Zet het antwoord in één keer neer, alleen leesbaar voor de eigenaar."""
    fresh = f"{path}.nieuw"
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(body)
    os.replace(fresh, path)

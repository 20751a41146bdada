"""Eén verzoek aan VISH over tweezijdig TLS, zo nodig herhaald. Alleen de standaardbibliotheek van Python 3."""

import http.client
import json
import os
import ssl
import sys
import time
import urllib.parse


def say(text):
    """Naar de standaardfoutuitvoer; nooit de inhoud van een vraag, antwoord of bestand."""
    print(time.strftime("%F %T"), text, file=sys.stderr)


def code_of(body):
    """De foutcode van een problem+json, anders leeg."""
    try:
        return json.loads(body).get("code", "")
    except ValueError:
        return ""


def passes_by(status, body):
    """Of hetzelfde verzoek zo dadelijk wel kan lukken; status 0 is geen verbinding of geen antwoord op tijd."""
    if status in (409, 429):
        return code_of(body) in ("conflict", "teVeelVragen")
    return status in (0, 408, 503)


def _context():
    context = ssl.create_default_context(cafile=os.environ["VISH_CA"])
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(os.environ["VISH_CERT"], os.environ["VISH_SLEUTEL"])
    return context


def _once(method, path, body, headers, seconds, context):
    address = urllib.parse.urlsplit(os.environ["VISH_ADRES"])
    connection = http.client.HTTPSConnection(address.hostname, address.port or 443, timeout=seconds, context=context)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), int(answer.headers.get("Retry-After") or 0)
    except (OSError, http.client.HTTPException):
        return 0, b"", 0
    finally:
        connection.close()


def request(method, path, body, content_type, seconds):
    """(status, antwoord) van het verzoek, na hoogstens VISH_POGINGEN keer."""
    context = _context()
    attempts, pause = int(os.environ.get("VISH_POGINGEN", "6")), int(os.environ.get("VISH_WACHT", "5"))
    for attempt in range(1, attempts + 1):
        status, answer, retry_after = _once(method, path, body, {"Content-Type": content_type}, seconds, context)
        if not passes_by(status, answer) or attempt == attempts:
            return status, answer
        wait = max(pause << (attempt - 1), retry_after)
        say(f"status {status}, poging {attempt}; opnieuw over {wait} s")
        time.sleep(wait)
    raise ValueError("VISH_POGINGEN is ten minste 1")


def save(path, body):
    """Zet het antwoord in één keer neer, alleen leesbaar voor de eigenaar."""
    fresh = f"{path}.nieuw"
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(body)
    os.replace(fresh, path)

"""The recipient of backups, whose private key no server has, and what they are put back with."""

import shutil
import subprocess

from harness.programs import BIN, DEADLINE


def make_recipient(vish):
    """As the handbook says; backups go to the folder `backups` of the installation."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:3072", "-nodes", "-days", "3650", "-subj", "/CN=VISH back-up"]
    files = ["-keyout", vish.folder / "backup.key", "-out", vish.folder / "backup.pem"]
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=DEADLINE)
    vish.set(doel="backups", ontvangers="backup.pem")


def lose_database(vish):
    """The host is gone; the folders with backups and the copy of the log are elsewhere."""
    vish.kill()
    shutil.rmtree(vish.folder / "data")


def restore_command(vish, number, key="backup.key"):
    command = [BIN / "vishd", "restore", "--config", vish.config, "--backup", str(number)]
    return [*command, "--sleutel", vish.folder / key]


def restore(vish, number, key="backup.key"):
    command = restore_command(vish, number, key)
    return subprocess.run(command, capture_output=True, text=True, timeout=DEADLINE, check=False)


def flip_a_byte(file, generator):
    """Changes one bit of one byte; called again on the same place it is as it was. Returns the place."""
    content = bytearray(file.read_bytes())
    place = generator.randrange(len(content))
    content[place] ^= 1
    file.write_bytes(content)
    return place


def unflip(file, place):
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)

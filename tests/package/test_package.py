"""The Debian package: what it holds, and that it installs, upgrades and goes as the handbook says."""

import os
import pathlib
import re
import subprocess

import pytest

from package import handboek
from package.conftest import PACKAGE, REPO

START = "systemctl enable --now vishd.service"
CANNOT_CONNECT = 7  # of curl
UNIT = "lib/systemd/system/vishd.service"
HANDBOOK = re.compile(r"file://(\S+)")


def output(*command, **options):
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True, **options).stdout


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pakket")
    output("dpkg-deb", "--extract", PACKAGE, folder)
    return folder


def next_version(folder):
    """The same programs as a later package, whose settings have another default."""
    later, package = folder / "later", folder / "vish_0.1.1_amd64.deb"
    output("dpkg-deb", "--raw-extract", PACKAGE, later)
    control, settings = later / "DEBIAN/control", later / "usr/share/vish/vishd.toml"
    control.write_text(re.sub(r"(?m)^Version: .*$", "Version: 0.1.1", control.read_text(encoding="utf-8")), encoding="utf-8")
    settings.write_text(settings.read_text(encoding="utf-8") + "# En een nieuwe instelling.\n", encoding="utf-8")
    output("dpkg-deb", "--root-owner-group", "--build", later, package)
    return package


def test_debian_finds_no_error_in_the_package():
    # As root lintian warns about itself; what counts is the package.
    assert output("lintian", "--allow-root", "--fail-on", "error", PACKAGE) is not None


def test_systemd_accepts_the_units_and_finds_little_that_is_open(unpacked, tmp_path):
    units = unpacked / "lib/systemd/system"
    # A machine that has Debian's own targets and the package.
    machine = tmp_path / "machine"
    subprocess.run(["cp", "-a", unpacked, machine], check=True)
    (machine / "bin").mkdir()
    subprocess.run(["cp", "/bin/kill", machine / "bin"], check=True)
    for target in pathlib.Path("/lib/systemd/system").glob("*.target"):
        subprocess.run(["cp", target, machine / "lib/systemd/system"], check=True)
    names = [unit.name for unit in units.iterdir()]
    done = subprocess.run(["systemd-analyze", "verify", f"--root={machine}", "--man=no", *names],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0 and "vishd" not in done.stderr, done.stderr
    found = output("systemd-analyze", "security", "--offline=true", "--no-pager", units / "vishd.service")
    exposure = float(re.search(r"Overall exposure level for vishd.service: ([0-9.]+)", found)[1])
    assert exposure <= 2.0


@pytest.mark.parametrize("page", ["man1/vishctl.1.gz", "man8/vishd.8.gz", "man5/vishd.toml.5.gz"])
def test_the_manual_pages_are_sound(unpacked, page):
    file = unpacked / "usr/share/man" / page
    done = subprocess.run(["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", file], capture_output=True, text=True,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "MANROFFSEQ": ""}, check=True)  # fmt: skip
    assert done.stderr == ""


def test_the_manual_tells_of_every_command_and_every_setting(unpacked):
    pages = unpacked / "usr/share/man"
    manual = output("man", "-l", pages / "man1/vishctl.1.gz", env={**os.environ, "MANWIDTH": "500", "LC_ALL": "C.UTF-8"})
    for command in ("vishctl aansluiting add", "vishctl config reload", "vishctl demo init"):
        assert command in manual
    assert "VISHCTL_PROFIEL" in manual and "server = 'https://127.0.0.1:8444'" in manual
    settings = output("man", "-l", pages / "man5/vishd.toml.5.gz", env={**os.environ, "LC_ALL": "C.UTF-8"})
    names = re.findall(r"^(?:# )?(\w+) = ", (unpacked / "usr/share/vish/vishd.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert "Van 1 tot en met 4096. Standaard 256." in settings
    assert len(names) > 40 and not [name for name in names if name not in settings]


LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def test_the_guides_are_there_with_all_that_they_link_to(unpacked):
    there = unpacked / "usr/share/doc/vish"
    for file in ("docs/beheer.md", "docs/operations/alerts.yaml", "docs/operations/dashboard.json", "docs/voorbeelden/curl/dagelijks.sh"):
        assert (there / file).read_text(encoding="utf-8") == (REPO / file).read_text(encoding="utf-8")
    assert (there / "docs/beheer.md").as_posix().endswith(HANDBOOK.search((unpacked / UNIT).read_text(encoding="utf-8"))[1])
    links = [(guide, link) for guide in there.rglob("*.md") for link in LINK.findall(guide.read_text(encoding="utf-8"))]
    assert len(links) > 50
    assert [f"{guide}: {link}" for guide, link in links if not (guide.parent / link).exists()] == []


def completed(unpacked, *words):
    """What bash offers after these words."""
    script = unpacked / "usr/share/bash-completion/completions" / words[0]
    line = " ".join(f"'{word}'" for word in words)
    return output("bash", "-c", f"source {script}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _{words[0]}; "
                  'printf "%s\\n" "${COMPREPLY[@]}"').split()  # fmt: skip


def test_bash_completes_commands_and_options(unpacked):
    assert completed(unpacked, "vishctl", "aansl") == ["aansluiting"]
    assert "add" in completed(unpacked, "vishctl", "aansluiting", "")
    assert completed(unpacked, "vishctl", "aansluiting", "add", "GM0344-SHV", "--tel") == ["--telefoon"]
    # A value may be a word that is a command elsewhere.
    assert "--soort" in completed(unpacked, "vishctl", "organisatie", "add", "1", "--naam", "list", "--")
    assert completed(unpacked, "vishd", "--c") == ["--config"]
    assert completed(unpacked, "vishctl", "--json", "sta") == ["status"]
    # Where a value or a file is due bash offers files itself.
    for due in (("operator", "add", "x", "--certificaat", "-"), ("--profiel", ""), ("register", "import", "")):
        assert completed(unpacked, "vishctl", *due) == [], due


def test_the_address_of_a_socket_is_changed_as_printed(tmp_path):
    """The first, empty line takes the address of the package away; FreeBind lets the other be one that is not there yet."""
    printed = re.search(r"^```ini\n(\[Socket\]\n.*?)^```", handboek.TEXT, re.MULTILINE | re.DOTALL)[1]
    assert printed.splitlines() == ["[Socket]", "ListenStream=", "ListenStream=192.0.2.10:8443"]
    units = tmp_path / "lib/systemd/system"
    units.mkdir(parents=True)
    for unit in [*pathlib.Path("/lib/systemd/system").glob("*.target"), *(REPO / "packaging/systemd").iterdir()]:
        subprocess.run(["cp", unit, units], check=True)
    dropin = tmp_path / "etc/systemd/system/vishd-data.socket.d"
    dropin.mkdir(parents=True)
    (dropin / "adres.conf").write_text(printed, encoding="utf-8")
    for program in ("usr/sbin/vishd", "bin/kill"):
        (tmp_path / program).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "/bin/true", tmp_path / program], check=True)
    done = subprocess.run(["systemd-analyze", "verify", f"--root={tmp_path}", "--man=no", "vishd-data.socket"],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0 and "vishd" not in done.stderr, done.stderr
    for name in ("data", "beheer", "observatie"):
        assert "FreeBind=true" in (units / f"vishd-{name}.socket").read_text(encoding="utf-8")
    service = (units / "vishd.service").read_text(encoding="utf-8")
    assert "time-sync.target" in service and "RestartPreventExitStatus=2 4\n" in service
    pause, interval, burst = (
        int(re.search(rf"^{name}=(\d+)$", service, re.MULTILINE)[1])
        for name in ("RestartSec", "StartLimitIntervalSec", "StartLimitBurst")
    )
    assert burst > 2 * interval / pause, "systemd goes on trying, also when an operator starts it in between"


def test_a_folder_is_made_only_where_it_is_missing_and_as_an_override_says(tmp_path):
    """The functions of postinst alone, without a fresh Debian."""
    functions = (REPO / "packaging/debian/postinst").read_text(encoding="utf-8").partition("if [ \"$1\" = configure ]")[0]
    functions = functions.replace(". /usr/share/debconf/confmodule", "")
    override = tmp_path / "dpkg-statoverride"
    override.write_text(f"#!/bin/sh\n[ \"$2\" = {tmp_path}/anders ] && echo \"root #1 2770 $2\"\n", encoding="utf-8")
    override.chmod(0o755)
    (tmp_path / "gewijzigd").mkdir(mode=0o711)
    made = "".join(f"make_folder {tmp_path}/{name} root root 0750\n" for name in ("nieuw", "anders", "gewijzigd"))
    output("sh", "-c", functions + made, env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"})
    seen = {name: ((tmp_path / name).stat().st_mode & 0o7777, (tmp_path / name).stat().st_gid) for name in ("nieuw", "anders", "gewijzigd")}
    assert seen == {"nieuw": (0o750, 0), "anders": (0o2770, 1), "gewijzigd": (0o711, 0)}


FOLDERS = ("/etc/vish", "/etc/vish/tls", "/etc/vish/tls/intrekkingslijsten", "/var/lib/vish", "/var/log/vish")


def owners(root):
    return dict(line.split(" ", 1) for line in root.run(f"stat --format='%n %U %G %a' {' '.join(FOLDERS)}").stdout.splitlines())


def test_configure_makes_what_is_missing_and_leaves_what_an_operator_changed(root):
    root.run("apt-get update --quiet=2; apt-get install --yes ./vish_*_amd64.deb")
    made = owners(root)
    assert set(made.values()) == {"root vish 750", "vish vish 750"}
    root.run("chown daemon:adm /var/log/vish /etc/vish/tls; chmod 0775 /var/log/vish /etc/vish/tls")
    root.run("rmdir /etc/vish/tls/intrekkingslijsten; "
             "dpkg-statoverride --add root adm 2770 /etc/vish/tls/intrekkingslijsten; dpkg-reconfigure vish")  # fmt: skip
    changed = {"/var/log/vish": "daemon adm 775", "/etc/vish/tls": "daemon adm 775"}
    assert owners(root) == {**made, **changed, "/etc/vish/tls/intrekkingslijsten": "root adm 2770"}
    root.run("apt-get purge --yes vish; rm -rf /etc/vish /var/lib/vish /var/log/vish; "
             "dpkg-statoverride --remove /etc/vish/tls/intrekkingslijsten")  # fmt: skip


def test_installing_starts_nothing_and_upgrade_removal_and_purge_lose_no_data_unasked(root, tmp_path):
    installing, *following = handboek.commands_of("Installeren")
    told = root.run("apt-get update --quiet=2; " + installing).stdout
    for missing in ("tls.certificaat", "tls.sleutel", "tls.vertrouwd", "operator", "sleutels en een database"):
        assert missing in told, told
    assert root.run("stat --format='%U %G %a' /etc/vish/vishd.toml").stdout == "root vish 640\n"
    assert root.run("curl --silent http://127.0.0.1:9464/health/live", check=False).returncode == CANNOT_CONNECT
    root.run("".join(following))
    _upgrade(root, tmp_path)
    _remove(root)
    _purge(root)


def _upgrade(root, tmp_path):
    settings = root.path("/etc/vish/vishd.toml")
    edited = settings.read_text(encoding="utf-8")
    assert "naam = 'beheerder'" in edited
    before = root.run("VISHCTL_PROFIEL=~/vishctl.toml vishctl --json aansluiting show GM0344-SHV").stdout
    root.stop_server()
    subprocess.run(["cp", next_version(tmp_path), root.path("/root/")], check=True)
    root.run("apt-get install --yes ./vish_0.1.1_amd64.deb")
    assert settings.read_text(encoding="utf-8") == edited
    root.run(START)
    assert root.run("VISHCTL_PROFIEL=~/vishctl.toml vishctl --json aansluiting show GM0344-SHV").stdout == before
    assert '"aantalRegistraties": 1' in before
    root.stop_server()


def _remove(root):
    output("systemctl", f"--root={root.folder}", "enable", "vishd.service")
    root.run("apt-get remove --yes vish")
    assert not root.path("/usr/sbin/vishd").exists()
    assert root.path("/var/lib/vish/data/CURRENT").exists() and root.path("/etc/vish/vishd.toml").exists()


def _purge(root):
    """Without an answer data, keys and certificates stay; only who says so loses them."""
    units = root.path("/etc/systemd/system")
    assert list(units.rglob("vishd*"))
    root.run("apt-get purge --yes vish")
    assert not list(units.rglob("vishd*")) and not root.path("/etc/vish/vishd.toml").exists()
    for kept in ("/var/lib/vish/data/CURRENT", "/var/lib/vish/sleutels", "/etc/vish/tls/server.key"):
        assert root.path(kept).exists(), kept
    root.run("apt-get install --yes ./vish_0.1.1_amd64.deb")
    asked = root.run("echo yes | DEBIAN_FRONTEND=teletype apt-get purge --yes vish").stdout
    assert "Delete registrations, audit log and keys of VISH index?" in asked, asked
    assert not root.path("/var/lib/vish").exists() and not root.path("/etc/vish").exists()

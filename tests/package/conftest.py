"""A fresh Debian with the package in the home of root and a network of its own, for each module."""

import os
import pathlib
import subprocess

import pytest

from harness.network import own_network
from package.debian_root import DebianRoot

REPO = pathlib.Path(__file__).parents[2]
PACKAGE = REPO / "build/package/vish_0.1.0_amd64.deb"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    assert os.geteuid() == 0, "a fresh Debian is made by root only"
    made = DebianRoot(tmp_path_factory.mktemp("debian") / "root", REPO / "build/debian12.tar.zst")
    subprocess.run(["cp", PACKAGE, made.path("/root/")], check=True)
    with own_network():
        yield made
        made.remove()

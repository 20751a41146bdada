"""A network of a test's own, in which the usual ports are free whatever else this machine serves."""

import contextlib
import ctypes
import fcntl
import os
import pathlib
import socket
import struct

_C = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET, CLONE_NEWUSER = 0x40000000, 0x10000000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
OWN = "/proc/thread-self/ns/net"


def _check(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))  # PermissionError, if it is that


def _leave():
    """Only root may without a user namespace; of others everyone in it has the number that they had."""
    if os.geteuid() == 0:
        _check(_C.unshare(CLONE_NEWNET))
        return
    user, group = os.geteuid(), os.getegid()
    _check(_C.unshare(CLONE_NEWUSER | CLONE_NEWNET))
    pathlib.Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
    pathlib.Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
    pathlib.Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")


def _raise_loopback():
    with socket.socket() as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack_from("16sh", fcntl.ioctl(any_socket, SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))


@contextlib.contextmanager
def own_network():
    """This thread and what it starts see nothing but a loopback of their own until the end of the `with`; whoever is
    not root stays there. Where that is forbidden, as in some containers, they share the network of the machine."""
    with open(OWN, "rb") as before:
        try:
            _leave()
        except PermissionError:
            yield
            return
        _raise_loopback()
        try:
            yield
        finally:
            if os.geteuid() == 0:
                _check(_C.setns(before.fileno(), CLONE_NEWNET))

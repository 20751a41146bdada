"""Measures what connections cost that are open and silent: resident memory, and that questions go on beside them."""

import argparse
import pathlib
import resource
import socket
import time

import figures
import process
from installation import Installation

SETTINGS = {"inactief_seconden": 3600}
OTHER_FILES = 200
# A connection gives its memory back after two seconds of silence, and the allocator a second later.
UNTIL_AT_REST = 5


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=pathlib.Path, required=True, help="folder of vishd and vishctl")
    parser.add_argument("--figures", type=pathlib.Path, required=True, help="JSON file to write")
    parser.add_argument("--connections", type=int, default=10_000, help="open at once (default: %(default)s)")
    return parser.parse_args()


def raise_file_limit(connections):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    if connections + OTHER_FILES > hard:
        raise SystemExit(f"bench: {connections} connections need more open files than the {hard} allowed")


def open_connections(vish, count):
    """Each with a complete handshake in both directions, and one answered request."""
    context, port = vish.tls("deurwaarder"), vish.ports["data"]
    opened = []
    for _ in range(count):
        wire = context.wrap_socket(socket.create_connection(("127.0.0.1", port)), server_hostname="localhost")
        wire.sendall(b"HEAD /v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n")
        if not wire.recv(65536).startswith(b"HTTP/1.1 405 "):
            raise RuntimeError("not the expected answer")
        opened.append(wire)
    return opened


def is_open(wire):
    wire.setblocking(False)
    try:
        return bool(wire.recv(1))
    except BlockingIOError:
        return True
    except OSError as error:
        return "did not complete" in str(error)


def measure(vish, count):
    warm = open_connections(vish, 50)
    before = process.memory_mb(vish.pid)
    begun = time.monotonic()
    opened = open_connections(vish, count - len(warm))
    seconds = time.monotonic() - begun
    time.sleep(UNTIL_AT_REST)
    after = process.memory_mb(vish.pid)
    vish.vishctl("status")
    still_open = sum(map(is_open, warm + opened))
    return {
        "connections": count,
        "stillOpen": still_open,
        "residentMb": after,
        "kbPerConnection": (after - before) * 1024 / len(opened),
        "handshakesPerSecond": len(opened) / seconds,
    }


def main():
    options = arguments()
    raise_file_limit(options.connections)
    with Installation(options.programs, settings=SETTINGS) as vish:
        measured = measure(vish, options.connections)
    row = ["mutual TLS 1.3, one request answered", str(measured["connections"]), str(measured["stillOpen"])]
    row += [f"{measured['residentMb']:.0f}", f"{measured['kbPerConnection']:.1f}"]
    figures.print_table("Silent connections", ["", "opened", "still open", "resident MB", "KB each"], [row])
    figures.write_json(options.figures, {"idle": measured})


if __name__ == "__main__":
    main()

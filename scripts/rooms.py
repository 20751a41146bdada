"""Holds every include of the rooms against the links that their CMakeLists.txt declare, and prints the graph.

Usage: rooms.py [picture]

A room includes its own headers and those of the rooms and libraries that it links itself; each link is used; no room
needs itself in a circle, and no building one above it. The compiler sees the first only for rooms that nothing leads
to, since a link brings the links of that room along.
"""

import pathlib
import re
import sys

# From the ground up: a building uses those before it.
BUILDINGS = ("base", "proto", "storage", "server", "vishctl")
ROOM = re.compile(r"vish_room\((\S+)\s*([^)]*)\)")
LINKS = re.compile(r"vish_link\((\S+) PRIVATE ([^)]*)\)")
INCLUDE = re.compile(r'^\s*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
# Which library a header is of, by how its name begins.
LIBRARIES = (
    ("openssl/ssl", "OpenSSL::SSL"),
    ("openssl/", "OpenSSL::Crypto"),
    ("boost/url", "Boost::url"),
    ("boost/", "Boost::headers"),
    ("nlohmann/", "nlohmann_json::nlohmann_json"),
    ("rocksdb/", "RocksDB::rocksdb-shared"),
    ("zlib.h", "ZLIB::ZLIB"),
    ("date/", "date::date-tz"),
    ("prometheus/", "prometheus-cpp::core"),
    ("spdlog/", "spdlog::spdlog"),
    ("toml++/", "tomlplusplus::tomlplusplus"),
    ("CLI/", "CLI11::CLI11"),
    ("systemd/", "PkgConfig::SYSTEMD"),
    ("unictype.h", "unistring::unistring"),
    ("uniname.h", "unistring::unistring"),
    ("uninorm.h", "unistring::unistring"),
    ("thread", "Threads::Threads"),
    ("future", "Threads::Threads"),
)
# What only some buildings know, whatever they link.
ONLY = (
    (re.compile(r"rocksdb/"), ("storage",)),
    (re.compile(r"boost/(asio|beast)"), ("server", "vishctl")),
    (re.compile(r"(thread|mutex|fstream|iostream|filesystem)$"), ("base", "storage", "server", "vishctl")),
)
KEYWORDS = ("LINKS", "PRIVATE", "SOURCES")
DOCUMENT = pathlib.Path("docs/architecture.md")
PICTURE = re.compile(r"```mermaid\n(.*?)```", re.DOTALL)


def building_of(room):
    return room.split("/")[0]


def declared():
    """The links of each room, and of each program under the path of its main.cc."""
    rooms, programs = {}, {}
    for building in BUILDINGS:
        text = pathlib.Path(building, "CMakeLists.txt").read_text()
        for name, arguments in ROOM.findall(text):
            arguments = re.sub(r"SOURCES\s+\S+", "", arguments)
            rooms[name] = {word for word in arguments.split() if word not in KEYWORDS}
        for program, links in LINKS.findall(text):
            folder = re.search(rf"add_executable\({program} (\S+)/main\.cc\)", text)
            programs[f"{building}/{folder.group(1)}/main.cc"] = set(links.split())
    return rooms, programs


def library_of(header):
    return next((library for begin, library in LIBRARIES if header == begin or header.startswith(begin)), None)


def wanted_by(source, faults):
    """The rooms and libraries whose headers the source includes."""
    wanted = set()
    room = source.parent.as_posix()
    for ours, theirs in INCLUDE.findall(source.read_text()):
        for pattern, buildings in ONLY:
            if pattern.match(theirs) and building_of(room) not in buildings:
                faults.append(f"{source}: {theirs} is not for {building_of(room)}")
        wanted.add(pathlib.PurePosixPath(ours).parent.as_posix() if ours else library_of(theirs))
    return wanted - {None, room}


def levels_of(rooms, faults):
    """Rooms that need nothing but those of earlier levels, level by level."""
    left, levels = set(rooms), []
    while left:
        ready = sorted(room for room in left if not rooms[room] & left)
        if not ready:
            faults.append("in a circle: " + ", ".join(sorted(left)))
            break
        levels.append(ready)
        left -= set(ready)
    return levels


def check_links(name, links, wanted, sources, faults):
    for missing in sorted(wanted - links):
        users = [str(source) for source, needs in sources.items() if missing in needs]
        faults.append(f"{name} includes headers of {missing} and does not link it: {', '.join(users)}")
    for idle in sorted(links - wanted):
        faults.append(f"{name} links {idle} and includes none of its headers")


def check_room(room, rooms, faults):
    sources = {
        path: wanted_by(path, faults)
        for path in sorted(pathlib.Path(room).glob("*"))
        if path.suffix in (".h", ".cc") and path.name != "main.cc"
    }
    check_links(room, rooms[room], set().union(*sources.values()), sources, faults)
    for other in rooms[room] & set(rooms):
        if BUILDINGS.index(building_of(other)) > BUILDINGS.index(building_of(room)):
            faults.append(f"{room} links {other}, which stands above it")


def below(room, graph):
    """Every room that it needs, also by way of another."""
    return set().union(graph[room], *(below(other, graph) for other in graph[room]))


def picture(rooms):
    """The graph for Mermaid, without the arrows that others imply."""
    graph = {room: links & set(rooms) for room, links in rooms.items()}
    lines = ["flowchart TD"]
    for building in reversed(BUILDINGS):
        lines.append(f"  subgraph {building}")
        lines += [f"    {room}[{room.split('/')[1]}]" for room in rooms if building_of(room) == building]
        lines.append("  end")
    for room, links in graph.items():
        implied = set().union(*(below(other, graph) for other in links))
        lines += [f"  {room} --> {other}" for other in sorted(links - implied)]
    return "\n".join(lines) + "\n"


def main(wanted):
    faults = []
    rooms, programs = declared()
    folders = {path.parent.as_posix() for b in BUILDINGS for path in pathlib.Path(b).rglob("*.cc")}
    faults += [f"{folder} is no room" for folder in sorted(folders - set(rooms))]
    for room in rooms:
        check_room(room, rooms, faults)
    for path, links in programs.items():
        source = pathlib.Path(path)
        own = source.parent.as_posix()
        check_links(path, links - {own}, wanted_by(source, faults), {source: wanted_by(source, [])}, faults)
    levels = levels_of(rooms, faults)
    if wanted == "picture":
        print(picture(rooms), end="")
        return 0
    drawn = PICTURE.search(DOCUMENT.read_text())
    if not faults and (not drawn or drawn.group(1) != picture(rooms)):
        faults.append(f"the picture in {DOCUMENT} is another: put there what `scripts/rooms.py picture` prints")
    for number, level in enumerate(levels):
        for room in level:
            print(f"{number:2}  {room:20} → {', '.join(sorted(rooms[room] & set(rooms)))}".rstrip(" →"))
    for fault in faults:
        print(fault)
    arrows = sum(len(links & set(rooms)) for links in rooms.values())
    print(f"{len(rooms)} rooms on {len(levels)} levels, {arrows} arrows, all down" if not faults else "not as declared")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main("".join(sys.argv[1:])))

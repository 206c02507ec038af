#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""The direction of #include lines: a room uses only the rooms that CMakeLists.txt names for it.

trede_room(name [DIR sub] [ROOMS …]) in CMakeLists.txt is the one list; the linker cannot enforce it, since a static library passes
its own rooms on. Four rules come on top: rooms after disclose see disclose/published.hpp only, the server sees nothing that can hold a
raw count, the attacker shares no code with those who protect, and class Gate is defined in disclose alone.
"""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"
RAW_ROOMS = {"ingest", "observe", "protect", "disclose"}
ATTACKER_NEVER = RAW_ROOMS | {"catalogue"}  # the attacker has what is published, and no code of those who protect it
SERVER_FOLDERS = {"serve", "server"}


def read_rooms(cmake: str):
    """→ {room: (folder, allowed rooms)} and {program folder: rooms}, as CMakeLists.txt states them."""
    rooms, programs = {}, {}
    for kind, body in re.findall(r"^trede_(room|program)\(([^)]*)\)", cmake, re.MULTILINE):
        words = body.split()
        name, key, values = words[0], None, {"DIR": [], "ROOMS": [], "LIBS": [], "TEST_LIBS": []}
        for word in words[1:]:
            if word in values:
                key = word
            elif key:
                values[key].append(word)
        folder = values["DIR"][0] if values["DIR"] else name
        if kind == "room":
            rooms[name] = (folder, values["ROOMS"])
        else:
            programs[folder.removeprefix("src/")] = values["ROOMS"]
    return rooms, programs


def room_of(path: str, rooms) -> str:
    """The room of a path below src: the one with the longest folder that holds it."""
    best = ""
    for name, (folder, _) in rooms.items():
        if path.startswith(folder + "/") and (not best or len(folder) > len(rooms[best][0])):
            best = name
    return best or path.split("/")[0]


def closure(names, rooms) -> set:
    out = set(names)
    for name in names:
        out |= closure(rooms[name][1], rooms)
    return out


def main() -> int:
    rooms, programs = read_rooms((ROOT / "CMakeLists.txt").read_text())
    problems, checked = [], 0
    after_disclose = {name for name in rooms if "disclose" in closure(rooms[name][1], rooms)}
    for name, (_, allowed) in rooms.items():
        position = list(rooms).index(name)
        for room in allowed:
            if room not in rooms or list(rooms).index(room) > position:
                problems.append(f"CMakeLists.txt: room {name} names {room}, which does not stand before it")
    for file in sorted(SRC.rglob("*.[ch]pp")):
        path = file.relative_to(SRC).as_posix()
        own = room_of(path, rooms)
        if own in rooms:
            allowed = set(rooms[own][1]) | {own}
        elif own in programs:
            allowed = closure(programs[own], rooms) | {own}
        else:
            problems.append(f"src/{path}: folder {own} is neither a room nor a program of CMakeLists.txt")
            continue
        text = file.read_text()
        for number, line in enumerate(text.splitlines(), 1):
            found = re.match(r'\s*#\s*include\s*"([^"]+)"', line)
            if not found:
                continue
            checked += 1
            target = found.group(1)
            place = f"src/{path}:{number}"
            if not (SRC / target).is_file():
                problems.append(f'{place}: "{target}" is no file below src; write the whole path, room first')
                continue
            room = room_of(target, rooms)
            if room not in allowed:
                problems.append(f"{place}: {own} may not include {room}; it may use {', '.join(sorted(allowed - {own})) or 'nothing'}")
            if room == "disclose" and own in after_disclose and target != "disclose/published.hpp":
                problems.append(f"{place}: after disclose only disclose/published.hpp may be included")
            if path.split("/")[0] in SERVER_FOLDERS and room in RAW_ROOMS:
                problems.append(f"{place}: the server never sees {room}")
        if own != "disclose" and re.search(r"\b(class|struct)\s+Gate\b", text):
            problems.append(f"src/{path}: class Gate belongs to disclose; another one would open the boundary")
    if "audit" in rooms:
        for room in sorted(closure(["audit"], rooms) & ATTACKER_NEVER):
            problems.append(f"CMakeLists.txt: the room audit uses {room}; the attacker may not")
    for folder in SERVER_FOLDERS & set(programs):
        for room in closure(programs[folder], rooms) & RAW_ROOMS:
            problems.append(f"CMakeLists.txt: the program of src/{folder} links {room}; the server may not")
    print("\n".join(problems) if problems else f"includes: {checked} lines point the right way")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

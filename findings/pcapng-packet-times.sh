#!/usr/bin/env bash
# dpkt 1.9.8, scapy 2.8.0, python-pcapng 2.1.1 (PyPI).
#
# Behaviour: in pcapng the unit of a packet's time (if_tsresol) and what is to be added to it (if_tsoffset) belong to the interface
# of that packet. dpkt takes both from the first interface of the file for all packets: a packet in nanoseconds behind an
# interface of microseconds is a thousand times too late. scapy and python-pcapng know each interface's unit, but leave out the
# offset. None of them warns.
#
# A good guess that fails: a library that gives a packet's time in seconds gives those since 1970. Who lays a capture beside a
# driver's trace by their times, and has merged it from two machines or two kinds of adapters, then finds no packet near the
# calls of one of them.
#
# Seen: "two units: dpkt 1764567890500.0 s, scapy right, python-pcapng right; offset: dpkt right, scapy 0.5 s, python-pcapng 0.5 s"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet dpkt==1.9.8 scapy==2.8.0 python-pcapng==2.1.1
cat > read.py <<'PY'
import io
import struct

import dpkt.pcapng
import pcapng
import pcapng.blocks
from scapy.utils import PcapNgReader

AT = 1764567890


def block(kind, body):
    size = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + size + body + size


def interface(digits, offset=0):
    """An Ethernet interface whose times have so many decimals and an offset in seconds."""
    options = struct.pack("<HHBxxx", 9, 1, digits) + struct.pack("<HHq", 14, 8, offset) + bytes(4)
    return block(1, struct.pack("<HHI", 1, 0, 65535) + options)


def packet(number, time):
    frame = bytes(60)
    return block(6, struct.pack("<IIIII", number, time >> 32, time & 0xFFFFFFFF, len(frame), len(frame)) + frame)


section = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
first = packet(0, AT * 10**6)
files = {
    "two units": section + interface(6) + interface(9) + first + packet(1, AT * 10**9 + 5 * 10**8),
    "offset": section + interface(6, AT) + packet(0, 0) + packet(0, 5 * 10**5),
}
readers = {
    "dpkt": lambda data: [time for time, _ in dpkt.pcapng.Reader(io.BytesIO(data))],
    "scapy": lambda data: [float(one.time) for one in PcapNgReader(io.BytesIO(data))],
    "python-pcapng": lambda data: [
        one.timestamp for one in pcapng.FileScanner(io.BytesIO(data)) if isinstance(one, pcapng.blocks.EnhancedPacket)
    ],
}


def told(read, data):
    last = read(data)[1]
    return "right" if abs(last - AT - 0.5) < 1e-6 else f"{last:.1f} s"


parts = [", ".join(f"{name} {told(read, data)}" for name, read in readers.items()) for data in files.values()]
print("; ".join(f"{file}: {part}" for file, part in zip(files, parts)))
PY
summary=$(venv/bin/python read.py)
echo "$summary"
expected='two units: dpkt 1764567890500.0 s, scapy right, python-pcapng right; offset: dpkt right, scapy 0.5 s, python-pcapng 0.5 s'
[ "$summary" = "$expected" ]

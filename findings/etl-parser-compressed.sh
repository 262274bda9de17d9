#!/usr/bin/env bash
# etl-parser 1.0.1 and dissect.etl 3.14 (PyPI).
#
# Behaviour: of a session with EVENT_TRACE_COMPRESSED_MODE the first buffer is plain, the others are XPRESS. In these SavedOffset is
# the size after decompression, beyond the buffer's own size. etl-parser takes that for a broken buffer and the buffer before it
# for the last one: it reads the header, tells of no event, and raises no error. dissect.etl reads the same file whole.
#
# A good guess that fails: a parser that cannot decompress says so. Traces of Windows Performance Recorder and of PerfView's merge
# are compressed; a check that "this trace has no such event" then passes on all of them.
#
# Seen: "plain: etl-parser 40 events, dissect.etl 40; compressed: etl-parser 0 events without an error, dissect.etl 40"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet etl-parser==1.0.1 construct==2.10.70 dissect.etl==3.14
cat > write.py <<'PY'
import struct
import uuid

SIZE = 0x4000
START = 134_000_000_000_000_000
PROVIDER = uuid.UUID("e53c6823-7bb8-44bb-90dc-3f86090d48a6")
COMPRESSED = 0x04000000  # EVENT_TRACE_COMPRESSED_MODE


def buffer(size, number, kind, flags, state, end, filled):
    """One buffer on disk; end is how far its events reach when it is not compressed."""
    head = struct.pack("<IIIiQqQHHIIHHQQ", size, end, end, 0, 2000, number, 0, 0, 1, state, end, flags, kind, 0, 0)
    return (head + filled).ljust(size, b"\xff")


def log_file(mode):
    """The first event of every file: TRACE_LOGFILE_HEADER, of a closed session whose clock is a counter of 10 MHz."""
    body = struct.pack("<IIIIQ8I", SIZE, 0x0501000A, 19045, 1, START + 10**7, 156250, 0, mode, 2, 1, 8, 0, 3000)
    body += bytes(16 + 172 + 4) + struct.pack("<QQQII", START - 1000, 10**7, START, 1, 0)
    body += "a\0trace.etl\0".encode("utf-16le")
    return struct.pack("<HBBHBBIIQQ", 2, 2, 0xC0, 32 + len(body), 0, 0, 8, 4, 1000, 0) + body


def event(time):
    head = struct.pack("<HBBHHIIQ16s", 144, 19, 0xC0, 0, 0, 8, 4, time, PROVIDER.bytes_le)
    return head + struct.pack("<HBBBBHQQ16s", 1000, 0, 0, 4, 0, 1000, 0, 0, bytes(16)) + bytes(64)


def xpress(data):
    """Plain LZ77 of MS-XCA: runs of one byte as matches of three to nine, all else as it is."""
    out, flags, count, place, at = bytearray(4), 0, 0, 0, 0
    while at < len(data):
        run = 0
        while at and run < 9 and at + run < len(data) and data[at + run] == data[at - 1]:
            run += 1
        out += struct.pack("<H", run - 3) if run > 2 else data[at : at + 1]
        at += run if run > 2 else 1
        flags, count = flags << 1 | (run > 2), count + 1
        if count == 32:
            out[place : place + 4] = struct.pack("<I", flags)
            flags, count, place = 0, 0, len(out)
            out += bytes(4)
    out[place : place + 4] = struct.pack("<I", (flags << 32 - count) | ((1 << 32 - count) - 1))
    return bytes(out)


filled = b"".join(event(1100 + n) for n in range(40))
for name, mode in (("plain", 1), ("compressed", 1 | COMPRESSED)):
    header = log_file(mode)
    header += bytes(-len(header) % 8)
    end = 72 + len(filled)
    with open(f"{name}.etl", "wb") as file:
        if mode & COMPRESSED:
            file.write(buffer(1024, 0, 4, 0x20, 3, 72 + len(header), header))
            packed = xpress(filled)
            file.write(buffer(72 + len(packed), 1, 0, 0x60, 0, end, packed))
        else:
            file.write(buffer(SIZE, 0, 4, 0x20, 0, 72 + len(header), header))
            file.write(buffer(SIZE, 1, 0, 0x20, 0, end, filled))
PY
cat > read.py <<'PY'
from dissect.etl import ETL
from dissect.etl.headers.event import EventHeader
from etl.etl import IEtlFileObserver, build_from_stream


class Count(IEtlFileObserver):
    events = 0

    def on_event_record(self, event):
        self.events += 1

    def ignore(self, obj):
        pass

    on_win_trace = on_trace_record = on_perfinfo_trace = on_system_trace = ignore


def counts(name):
    count = Count()
    with open(f"{name}.etl", "rb") as file:
        build_from_stream(file.read()).parse(count)
        file.seek(0)
        return count.events, sum(isinstance(one.header, EventHeader) for one in ETL(file))


(plain, plain_dissect), (compressed, compressed_dissect) = counts("plain"), counts("compressed")
print(f"plain: etl-parser {plain} events, dissect.etl {plain_dissect}; ", end="")
print(f"compressed: etl-parser {compressed} events without an error, dissect.etl {compressed_dissect}")
PY
venv/bin/python write.py
summary=$(venv/bin/python read.py)
echo "$summary"
expected='plain: etl-parser 40 events, dissect.etl 40; compressed: etl-parser 0 events without an error, dissect.etl 40'
[ "$summary" = "$expected" ]

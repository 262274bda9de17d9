#!/usr/bin/env bash
# dissect.etl 3.14 (PyPI).
#
# Behaviour: the reader takes as many buffers as the header counts in BuffersWritten, not as many as the file has. A session that
# was never stopped (the machine stopped with a bug check or lost power, or its autologger still runs) can leave a zero there
# and no end time: the system fills both in when it closes the file. Such a trace is read as empty, even without its first event,
# and without an error, however many buffers it holds.
#
# A good guess that fails: an .etl is read from buffer to buffer until the file ends, so the events before a crash, which are the
# ones that a driver developer traces for, are there. "No event" then looks like a provider that was not enabled.
#
# Seen: "closed: 4 events of 3 buffers; never closed: 0 events of the same, no error"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet dissect.etl==3.14
cat > read.py <<'PY'
import io
import struct
import uuid

from dissect.etl import ETL

SIZE = 0x1000
START = 134_000_000_000_000_000
PROVIDER = uuid.UUID("e53c6823-7bb8-44bb-90dc-3f86090d48a6")


def buffer(number, kind, *events):
    filled = b"".join(event + bytes(-len(event) % 8) for event in events)
    end = 72 + len(filled)
    head = struct.pack("<IIIiQqQHHIIHHQQ", SIZE, end, end, 0, 2000, number, 0, 0, 1, 0, end, 0x20, kind, 0, 0)
    return (head + filled).ljust(SIZE, b"\xff")


def log_file(written, end):
    """The first event of every file: TRACE_LOGFILE_HEADER, of a session whose clock is a counter of 10 MHz."""
    body = struct.pack("<IIIIQ8I", SIZE, 0x0501000A, 19045, 1, end, 156250, 0, 1, written, 1, 8, 0, 3000)
    body += bytes(16 + 172 + 4) + struct.pack("<QQQII", START - 1000, 10**7, START, 1, 0)
    body += "a\0trace.etl\0".encode("utf-16le")
    return struct.pack("<HBBHBBIIQQ", 2, 2, 0xC0, 32 + len(body), 0, 0, 8, 4, 1000, 0) + body


def event(time):
    head = struct.pack("<HBBHHIIQ16s", 80, 19, 0xC0, 0, 0, 8, 4, time, PROVIDER.bytes_le)
    return head + struct.pack("<HBBBBHQQ16s", 1000, 0, 0, 4, 0, 1000, 0, 0, bytes(16))


def events(written, end):
    first = buffer(0, 4, log_file(written, end))
    return len(list(ETL(io.BytesIO(first + buffer(1, 0, event(1100), event(1200)) + buffer(2, 0, event(1300))))))


print(f"closed: {events(3, START + 10**7)} events of 3 buffers; never closed: {events(0, 0)} events of the same, no error")
PY
summary=$(venv/bin/python read.py)
echo "$summary"
[ "$summary" = 'closed: 4 events of 3 buffers; never closed: 0 events of the same, no error' ]

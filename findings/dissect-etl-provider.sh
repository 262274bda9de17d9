#!/usr/bin/env bash
# dissect.etl 3.14 (PyPI).
#
# Behaviour: the provider of a classic event (EVENT_TRACE_HEADER) is read as a Windows GUID, whose first three parts are little
# endian. The provider of an event of a manifest or of TraceLogging (EVENT_HEADER) is read as if all of it were big endian, though
# the same sixteen bytes stand in the file. The activity of that very event is read as a GUID again. The manifests that the
# package has are filed under the true GUIDs, so none is found for these events, and their fields stay bytes.
#
# A good guess that fails: provider_id is the GUID that the driver registered and that logman shows. A filter on it finds no event
# of the provider, without an error, while the same filter finds classic events of the same trace.
#
# Seen: "classic e53c6823-7bb8-44bb-90dc-3f86090d48a6, event 23683ce5-b87b-bb44-90dc-3f86090d48a6, activity as written;
# manifest of Winsock-AFD: there, not found"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet dissect.etl==3.14
cat > read.py <<'PY'
import importlib.resources
import io
import struct
import uuid

from dissect.etl import ETL

SIZE = 0x1000
PROVIDER = uuid.UUID("e53c6823-7bb8-44bb-90dc-3f86090d48a6")  # Microsoft-Windows-Winsock-AFD
ACTIVITY = uuid.UUID("00112233-4455-6677-8899-aabbccddeeff")


def buffer(number, kind, *events):
    filled = b"".join(event + bytes(-len(event) % 8) for event in events)
    end = 72 + len(filled)
    head = struct.pack("<IIIiQqQHHIIHHQQ", SIZE, end, end, 0, 2000, number, 0, 0, 1, 0, end, 0x20, kind, 0, 0)
    return (head + filled).ljust(SIZE, b"\xff")


def log_file(buffers):
    """The first event of every file: TRACE_LOGFILE_HEADER, of a closed session whose clock is a counter of 10 MHz."""
    start = 134_000_000_000_000_000
    body = struct.pack("<IIIIQ8I", SIZE, 0x0501000A, 19045, 1, start + 10**7, 156250, 0, 1, buffers, 1, 8, 0, 3000)
    body += bytes(16 + 172 + 4) + struct.pack("<QQQII", start - 1000, 10**7, start, 1, 0)
    body += "a\0trace.etl\0".encode("utf-16le")
    return struct.pack("<HBBHBBIIQQ", 2, 2, 0xC0, 32 + len(body), 0, 0, 8, 4, 1000, 0) + body


classic = struct.pack("<HBBBBHIIQ16sQ", 48, 20, 0xC0, 1, 4, 0, 8, 4, 1500, PROVIDER.bytes_le, 0)
event = struct.pack("<HBBHHIIQ16s", 80, 19, 0xC0, 0, 0, 8, 4, 1600, PROVIDER.bytes_le)
event += struct.pack("<HBBBBHQQ16s", 1000, 0, 0, 4, 0, 1000, 0, 0, ACTIVITY.bytes_le)
trace = ETL(io.BytesIO(buffer(0, 4, log_file(2)) + buffer(1, 0, classic, event)))
_, first, second = trace
activity = "as written" if second.header.activity_id == ACTIVITY else second.header.activity_id
manifest = importlib.resources.files("dissect.etl").joinpath(f"manifests/xml/{{{PROVIDER}}}.xml")
there = "there" if manifest.is_file() else "not there"
found = "found" if second.event.provider_name() else "not found"
print(f"classic {first.header.provider_id}, event {second.header.provider_id}, activity {activity}; ", end="")
print(f"manifest of Winsock-AFD: {there}, {found}")
PY
summary=$(venv/bin/python read.py)
echo "$summary"
expected='classic e53c6823-7bb8-44bb-90dc-3f86090d48a6, event 23683ce5-b87b-bb44-90dc-3f86090d48a6, activity as written; '
[ "$summary" = "${expected}manifest of Winsock-AFD: there, not found" ]

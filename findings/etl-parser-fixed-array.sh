#!/usr/bin/env bash
# etl-parser 1.0.1 (PyPI).
#
# Behaviour: a TraceLogging array of variable length has its count in the event's data, one of fixed length in the event's metadata,
# behind the field's type. etl-parser takes the count of both from the data, and the count in the metadata for the start of the
# next field's name. So the first number of the array is taken for its length, the fields behind it lose a part of their names,
# and their values are what is left of the array. No error is raised as long as there is data enough.
#
# A good guess that fails: a reader of TraceLogging that knows arrays (its tables have both kinds) reads the fields of
# TraceLoggingUInt32FixedArray as it reads those of TraceLoggingUInt32Array. Here a status of 9 is gone, and "tatus" is 3.
#
# Seen: "variable: {'Sizes': [1, 2, 3], 'Status': 9}; fixed: {'Sizes': [131072], '\x03': [], 'tatus': 3}"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet etl-parser==1.0.1 construct==2.10.70
cat > read.py <<'PY'
import struct
import uuid

from etl.event import Event, EventRecord

PROVIDER = uuid.UUID("a511d51a-8bc8-56a3-6285-b3d506efe6d1")
UINT32, FIXED, VARIABLE, SCHEMA = 8, 0x20, 0x40, 11


def field(name, kind, count=b""):
    return name + b"\0" + bytes([kind]) + count


def event(fields, data):
    """An EVENT_HEADER64 with TraceLogging metadata as its one extended item, as it stands in an .etl."""
    schema = b"\0Sent\0" + fields
    schema = struct.pack("<H", len(schema) + 2) + schema
    item = struct.pack("<HHHH", (8 + len(schema) + 7) & ~7, SCHEMA, 0, len(schema)) + schema
    body = item + bytes(-len(item) % 8) + data
    head = struct.pack("<HBBHHIIQ16s", 80 + len(body), 19, 0xC0, 1, 0, 8, 4, 1100, PROVIDER.bytes_le)
    return head + struct.pack("<HBBBBHQQ16s", 0, 0, 11, 4, 0, 0, 1, 0, bytes(16)) + body + bytes(-len(body) % 8)


def told(fields, data):
    return dict(Event(EventRecord.parse(event(fields, data))).parse_tracelogging())


sizes, status = struct.pack("<III", 1, 2, 3), struct.pack("<I", 9)
last = field(b"Status", UINT32)
variable = told(field(b"Sizes", UINT32 | VARIABLE) + last, struct.pack("<H", 3) + sizes + status)
fixed = told(field(b"Sizes", UINT32 | FIXED, struct.pack("<H", 3)) + last, sizes + status)
print(f"variable: {variable}; fixed: {fixed}")
PY
summary=$(venv/bin/python read.py)
echo "$summary"
[ "$summary" = "variable: {'Sizes': [1, 2, 3], 'Status': 9}; fixed: {'Sizes': [131072], '\\x03': [], 'tatus': 3}" ]

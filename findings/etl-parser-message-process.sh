#!/usr/bin/env bash
# etl-parser 1.0.1 (PyPI).
#
# Behaviour: a TraceMessage event (WPP) says in its flags which parts follow: sequence number, GUID, time, thread and process. The
# parser has the flags, but takes GUID, thread and process as always there, in this order. WPP asks for the time too, which
# stands before the thread. So the process that is told is the upper half of the event's time, the thread its lower half, and
# what is told as the message's data begins with the true thread and process. A sequence number shifts the GUID besides.
#
# A good guess that fails: get_process_id tells the process of any event of the trace, as it does for events of a manifest. All
# messages of a few minutes (429 s by a counter of 10 MHz) are then of one process that never was, and of a new thread each.
#
# Seen: "flags 0x22: process 4, thread 8; with the time (0x2a): process 2, thread 1410065408, data begins with thread 8, process 4"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet etl-parser==1.0.1 construct==2.10.70
cat > read.py <<'PY'
import struct
import uuid

from etl.etl import IEtlFileObserver, build_from_stream

SIZE = 0x1000
MESSAGE = uuid.UUID("2818ef08-6a54-496f-a244-5a6ea4a98cf0")
GUID, TIME, SYSTEM = 0x02, 0x08, 0x20  # TRACE_MESSAGE_GUID, _TIMESTAMP and _SYSTEMINFO


def buffer(number, kind, *events):
    filled = b"".join(event + bytes(-len(event) % 8) for event in events)
    end = 72 + len(filled)
    head = struct.pack("<IIIiQqQHHIIHHQQ", SIZE, end, end, 0, 10**10, number, 0, 0, 1, 0, end, 0x20, kind, 0, 0)
    return (head + filled).ljust(SIZE, b"\xff")


def log_file():
    """The first event of every file: TRACE_LOGFILE_HEADER, of a closed session whose clock is a counter of 10 MHz."""
    start = 134_000_000_000_000_000
    body = struct.pack("<IIIIQ8I", SIZE, 0x0501000A, 19045, 1, start + 10**7, 156250, 0, 1, 2, 1, 8, 0, 3000)
    body += bytes(16 + 172 + 4) + struct.pack("<QQQII", start - 10**10, 10**7, start, 1, 0)
    body += "a\0trace.etl\0".encode("utf-16le")
    return struct.pack("<HBBHBBIIQQ", 2, 2, 0xC0, 32 + len(body), 0, 0, 8, 4, 10**10 - 10**7, 0) + body


def message(flags):
    body = MESSAGE.bytes_le + (struct.pack("<Q", 10**10) if flags & TIME else b"") + struct.pack("<III", 8, 4, 0xC0000120)
    return struct.pack("<HHHH", 8 + len(body), 0x9000, 10, flags) + body


class Messages(IEtlFileObserver):
    def __init__(self):
        self.seen = []

    def on_win_trace(self, obj):
        self.seen.append(obj)

    def ignore(self, obj):
        pass

    on_event_record = on_trace_record = on_perfinfo_trace = on_system_trace = ignore


messages = Messages()
build_from_stream(buffer(0, 4, log_file()) + buffer(1, 0, message(GUID | SYSTEM), message(GUID | TIME | SYSTEM))).parse(messages)
plain, timed = (f"process {one.get_process_id()}, thread {one.get_thread_id()}" for one in messages.seen)
data = struct.unpack("<II", messages.seen[1].source.user_data[:8])
print(f"flags 0x22: {plain}; with the time (0x2a): {timed}, data begins with thread {data[0]}, process {data[1]}")
PY
summary=$(venv/bin/python read.py)
echo "$summary"
expected='flags 0x22: process 4, thread 8; with the time (0x2a): process 2, thread 1410065408, '
[ "$summary" = "${expected}data begins with thread 8, process 4" ]

"""What a trace's kernel events tell of DPCs, interrupts and threads, read by dissect.etl: a second reader for the tests.

Prints JSON. Times are ticks of the trace's clock. Records are found by dissect.etl; the layouts of their payloads are
those of Microsoft's public MOF classes (CSwitch, DPC, ISR, ISR-MSI, Image_Load), of 64-bit Windows.
"""

import json
import struct
import sys
from collections import defaultdict

from dissect.etl import ETL

PROCESS, THREAD, PERF_INFO, IMAGE = 3, 5, 15, 20
CSWITCH = 36
LOAD, UNLOAD, RUNDOWN_START, RUNDOWN_END = 10, 2, 3, 4
ROUTINES = {66: "threaded-dpc", 68: "dpc", 69: "timer-dpc", 67: "isr", 50: "msi-isr"}


def records(etl):
    """Each kernel event as (processor, ticks, group, opcode, payload), buffer by buffer."""
    for buffer in etl.buffers():
        header = buffer.header.dumps()
        has_index = struct.unpack_from("<H", header, 0x34)[0] & 0x20
        processor = struct.unpack_from("<H", header, 0x28)[0] if has_index else header[0x28]
        for record in buffer:
            kind = record._header._marker.header_type
            if kind in (2, 17):
                raw = record._header.data
                length, time_at = (32, 16) if kind == 2 else (16, 8)
                size = struct.unpack_from("<H", raw, 4)[0]
                yield processor, struct.unpack_from("<Q", raw, time_at)[0], raw[7], raw[6], bytes(raw[length:size])


def file_name(payload):
    text = payload.decode("utf-16-le", "replace").split("\0")[0]
    return text.rsplit("\\", 1)[-1]


class Modules:
    """Images by address, with the time from which and until which they were loaded."""

    def __init__(self):
        self.facts = []

    def add(self, ticks, opcode, payload):
        base, size = struct.unpack_from("<QQ", payload)
        self.facts.append((ticks, opcode, base, size, file_name(payload[56:])))

    def at(self, address, ticks):
        candidates = {}
        for time, opcode, base, size, name in self.facts:
            if base <= address < base + size:
                candidates.setdefault((base, name), []).append((time, opcode))
        for (base, name), facts in candidates.items():
            loads = [time for time, opcode in facts if opcode == LOAD]
            unloads = [time for time, opcode in facts if opcode == UNLOAD]
            assert len(loads) <= 1 and len(unloads) <= 1, "this reader knows one life of an image"
            if (not loads or loads[0] <= ticks) and (not unloads or ticks <= unloads[0]):
                return name, address - base
        return None, address


def union(intervals):
    """Lengths of what intervals cover together: a thread's stays on two processors overlap where their clocks differ."""
    end = 0
    for start, stop in sorted(intervals):
        yield max(0, stop - max(start, end))
        end = max(end, stop)


def main(path):
    etl = ETL(open(path, "rb"))
    modules = Modules()
    routines = []
    switches = defaultdict(list)
    first = last = None
    for processor, ticks, group, opcode, payload in records(etl):
        first = ticks if first is None else first
        last = ticks if last is None else max(last, ticks)
        if group == PERF_INFO and opcode in ROUTINES:
            began, routine = struct.unpack_from("<QQ", payload)
            routines.append((ROUTINES[opcode], routine, began, ticks, processor))
        elif group == THREAD and opcode == CSWITCH:
            new, old = struct.unpack_from("<II", payload)
            switches[processor].append((ticks, new, old))
        elif (group == IMAGE and opcode in (UNLOAD, RUNDOWN_START, RUNDOWN_END)) or (group == PROCESS and opcode == LOAD):
            modules.add(ticks, opcode, payload)

    known = {}
    table = defaultdict(lambda: [0, 0, 0])
    shares = defaultdict(int)
    for kind, address, began, ended, processor in routines:
        if address not in known:
            known[address] = modules.at(address, began)
        module, offset = known[address]
        row = table[f"{kind} {module}+0x{offset:x}"]
        row[0] += 1
        row[1] += ended - began
        row[2] = max(row[2], ended - began)
        shares[f"{kind} {processor}"] += ended - began

    # Switches are recorded from the first one of all processors on, and up to the last event of these kinds.
    began = min(own[0][0] for own in switches.values())
    ended = max([routine[3] for routine in routines] + [own[-1][0] for own in switches.values()])
    stays = defaultdict(list)
    breaks = 0
    for own in switches.values():
        own.sort(key=lambda switch: switch[0])
        since, current = began, own[0][2]
        for ticks, new, old in own:
            breaks += old != current
            stays[old].append((since, ticks))
            since, current = ticks, new
        stays[current].append((since, ended))
    running = {thread: sum(union(intervals)) for thread, intervals in stays.items()}
    json.dump(
        {
            "first": first,
            "last": last,
            "breaks": breaks,
            "switches": sum(len(own) for own in switches.values()),
            "routines": table,
            "shares": shares,
            "running": running,
        },
        sys.stdout,
    )


main(sys.argv[1])

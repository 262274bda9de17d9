#!/usr/bin/env bash
# libfwnt-python 20260602, dissect.util 3.24, xpress-lz77 1.0.1 (PyPI).
#
# Behaviour: of XPRESS (plain LZ77) libfwnt reads matches of up to 32771 bytes. A longer one raises an error, but one of 65536 to
# 65538 is taken for one of 0 to 2: the output ends that much short, and no error is raised. MS-XCA has lengths of 16 and of 32
# bits; dissect.util and xpress-lz77 read them all.
#
# A good guess that fails: what one library of this format reads another one reads too, and what it cannot read raises an error. One
# event with 40 KB of zeros makes such a match. The buffers of a compressed .etl are 64 KB or, relogged, 16 MB, so that a run
# over some events can be of any length.
#
# Seen: "matches of 32771: all agree; 32772: libfwnt raises; 65537: libfwnt 3 bytes of 65539, no error; 65539: libfwnt raises"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet libfwnt-python==20260602 dissect.util==3.24 xpress-lz77==1.0.1
cat > read.py <<'PY'
import struct

import pyfwnt
import xpress_lz77
from dissect.util.compression import lzxpress


def packed(length):
    """One A, a match of so many with what is one byte back, one B, and the flag of the end: MS-XCA 2.3."""
    more = length - 3
    size = struct.pack("<H", more) if more < 65536 else struct.pack("<HI", 0, more)
    flags = 0b0101 << 28 | (1 << 28) - 1
    return struct.pack("<I", flags) + b"A" + struct.pack("<HBB", 7, 15, 255) + size + b"B"


def told(length):
    data, plain = packed(length), b"A" * (length + 1) + b"B"
    for name, found in (
        ("dissect.util", lzxpress.decompress(data)),
        ("xpress-lz77", bytes(xpress_lz77.lz77_plain_decompress_py(data))),
    ):
        if found != plain:
            return f"{name} differs"
    try:
        found = pyfwnt.lzxpress_decompress(data, len(plain))
    except OSError:
        return "libfwnt raises"
    return "all agree" if found == plain else f"libfwnt {len(found)} bytes of {len(plain)}, no error"


print("matches of " + "; ".join(f"{length}: {told(length)}" for length in (32771, 32772, 65537, 65539)))
PY
summary=$(venv/bin/python read.py)
echo "$summary"
expected='matches of 32771: all agree; 32772: libfwnt raises; '
[ "$summary" = "${expected}65537: libfwnt 3 bytes of 65539, no error; 65539: libfwnt raises" ]

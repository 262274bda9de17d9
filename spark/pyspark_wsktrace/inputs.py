"""Which traces there are: listed here, since `binaryFile` drops empty ones without a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark_wsktrace.hadoop import HadoopFiles

TRACE = re.compile(r"\.etl(\.gz|\.zip)?$", re.IGNORECASE)
HAS_PATTERN = re.compile(r"[*?\[{]")
LOCAL = re.compile(r"^file:/+")


class InputError(Exception):
    """An argument that names no trace."""


def list_traces(names: list[str], files: HadoopFiles, *, recursive: bool = False) -> list[str]:
    """The traces that arguments name, each once, in their order; local ones as paths, others by their addresses.

    Files are taken as they are, folders for the traces directly in them (or, where `recursive`, also below), patterns as
    Hadoop reads them. A file that is not there stays: it has its row of status like any other.

    :raises InputError: for a folder or a pattern that leads to none
    """
    found = [plain(files.qualified(path)) for name in names for path in look_up(name, files, recursive)]
    return list(dict.fromkeys(found))


def look_up(name: str, files: HadoopFiles, recursive: bool) -> list[str]:
    """What one argument stands for."""
    if "**" in name:
        raise InputError(f"{name}: Hadoop's patterns have no **; name the folder, with --recursive")
    if files.exists(name) or not HAS_PATTERN.search(name):
        paths = [name]
    else:
        paths = files.glob(name)
    traces = [trace for path in paths for trace in traces_of(path, files, recursive)]
    if not traces:
        raise InputError(f"{name}: no trace (.etl, .etl.gz, .etl.zip) is there")
    return traces


def traces_of(path: str, files: HadoopFiles, recursive: bool) -> list[str]:
    """A file itself, also one that is missing; of a folder those files that are traces by their names."""
    if not files.is_folder(path):
        return [path]
    return [file for file in files.list(path, recursive) if TRACE.search(file)]


def plain(path: str) -> str:
    """A local file as a path, as the command names it; others by their address."""
    return LOCAL.sub("/", path)


def is_local(path: str) -> bool:
    """Whether it is a path, which the command itself reads and writes."""
    return path.startswith("/")

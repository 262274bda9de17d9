"""The map step: `wsktrace export`, run for one trace where the trace is."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from typing import NamedTuple

from pyspark import SparkFiles

ARCHIVE = "wsktrace"
"""What the archive of Node and the command is called on the executors: `--archives FILE#wsktrace`."""

GRACE_SECONDS = 10
"""How much longer than its time limit the command may take: it keeps to the limit itself, unless all of it hangs."""

KIND = re.compile(r" 1 trace: 1 (ok|lossy|damaged|unreadable|there before)")
"""What the command says of a dataset into which it put one trace."""

WRITTEN = (0, 3)
"""What the command ends with where the trace has its status: it could be read, or not."""

NOT_WRITABLE = 2
"""What it ends with where the dataset can't be written, or an option is wrong: no fault of the trace."""


class Order(NamedTuple):
    """How each trace is exported; plain data, for it travels to the executors."""

    dataset: str
    """The dataset: a path that is the same on every machine, or an address."""
    labels: tuple[str, ...] = ()
    """Options that tell of the trace, as `--build 43`: they stand in its status, whatever comes of it."""
    analysis: tuple[str, ...] = ()
    """Options of the analysis."""
    time_limit: float | None = None
    """In seconds, for one trace."""
    command: str | None = None
    """The command; unless told that of the archive, else the one on the path."""


class ExportError(Exception):
    """The dataset can't be written, or the command is not there: trying other traces is of no use."""


class Outcome(NamedTuple):
    """What came of one trace."""

    kind: str
    """ok, lossy, damaged, unreadable, or there before."""
    told: str
    """What the command said, in its own words; empty where there was nothing to say."""


def export_trace(path: str, dataset: str, order: Order, folder: str | None = None) -> Outcome:
    """Puts one trace into a dataset, and its status, whatever comes of it.

    A trace whose process hangs past its limit, or is ended from outside, is given up with that reason.

    :param path: the trace, as its status shall name it; seen from `folder`
    :raises ExportError: where the status could not be written
    """
    options = ["export", path, "--dataset", dataset, *order.labels, *order.analysis, "--jobs", "1"]
    outcome = run(options, order, folder)
    return outcome if isinstance(outcome, Outcome) else give_up(path, dataset, outcome, order, folder)


def give_up(path: str, dataset: str, why: str, order: Order, folder: str | None = None) -> Outcome:
    """Writes the status of a trace that could not be exported.

    :raises ExportError: where the status could not be written
    """
    outcome = run(["export", path, "--dataset", dataset, *order.labels, "--give-up", why], order, folder)
    if isinstance(outcome, Outcome):
        return outcome
    raise ExportError(f"{path}: {why}; its status could not be written: {outcome}")


def run(options: list[str], order: Order, folder: str | None) -> Outcome | str:
    """Runs the command; returns what it told where the status is written, else why it is not.

    :raises ExportError: where the command can't be started, or says that the dataset can't be written
    """
    limit = order.time_limit
    timed = [] if limit is None else ["--time-limit", f"{limit:g}s"]
    argv = [find_command(order.command), *options, *timed]
    try:
        # In the worker's own process group, so that Spark ends it with the worker.
        done = subprocess.run(
            argv,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            timeout=None if limit is None else limit + GRACE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"took longer than {limit:g} s, and had to be killed"
    except OSError as error:
        raise ExportError(f"{argv[0]} can't be started: {error}") from error
    found = KIND.search(done.stdout.decode(errors="replace"))
    if done.returncode in WRITTEN and found is not None:
        return Outcome(found[1], done.stderr.decode(errors="replace").strip())
    told = last_line(done.stderr)
    if done.returncode == NOT_WRITABLE:
        raise ExportError(told)
    if done.returncode < 0:
        return f"was ended by {signal.Signals(-done.returncode).name}"
    return f"ended with {done.returncode}: {told}"


def find_command(told: str | None) -> str:
    """The command on this machine.

    :raises ExportError: where there is none
    """
    # The folder is told as ".", and the command runs in another one.
    in_archive = os.path.abspath(os.path.join(SparkFiles.getRootDirectory(), ARCHIVE, "bin", "wsktrace"))
    if told is None and os.path.exists(in_archive):
        return in_archive
    found = shutil.which(told or "wsktrace")
    if found is None:
        raise ExportError(
            f"no {told or 'wsktrace'} is on this machine: bring it along by --archives wsktrace.tar.gz#{ARCHIVE} "
            "(archive.py makes it), or name one by --command"
        )
    return found


def last_line(output: bytes) -> str:
    """The last line of what a command said."""
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"

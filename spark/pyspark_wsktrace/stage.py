"""Traces and datasets that only Hadoop reaches: copied to the executor, exported there, and put in place by a rename."""

from __future__ import annotations

import hashlib
import os
import pathlib
import tempfile
import uuid
from typing import TYPE_CHECKING

from py4j.protocol import Py4JJavaError

from pyspark_wsktrace.command import Order, Outcome, export_trace, give_up
from pyspark_wsktrace.hadoop import literal
from pyspark_wsktrace.inputs import is_local

if TYPE_CHECKING:
    from pyspark_wsktrace.hadoop import HadoopFiles

INCOMPLETE = ".incomplete"
"""Where in a dataset files are until they are whole; Spark and the others don't look there."""


def export_staged(path: str, order: Order, files: HadoopFiles) -> Outcome:
    """Exports a trace in a folder of the executor's own, which Spark removes with the executor.

    The trace lies there under its whole address, so that its status names it by that, and labels are found in it.

    :raises ExportError: where the command can't write
    """
    with tempfile.TemporaryDirectory(dir=work_folder(), prefix="wsktrace-") as folder:
        dataset = order.dataset if is_local(order.dataset) else os.path.join(folder, "dataset")
        earlier = [] if is_local(order.dataset) else fetch_status(path, order.dataset, dataset, files)
        why = None if is_local(path) else fetch_trace(path, folder, files)
        if why is None:
            outcome = export_trace(path, dataset, order, folder)
        else:
            outcome = give_up(path, dataset, why, order, folder)
        if not is_local(order.dataset):
            publish(pathlib.Path(dataset), order.dataset, earlier, files)
        return outcome


def work_folder() -> str | None:
    """The executor's folder for what is temporary, as Spark tells it to its workers in Python."""
    return os.environ.get("SPARK_LOCAL_DIRS", "").split(",")[0] or None


def fetch_trace(path: str, folder: str, files: HadoopFiles) -> str | None:
    """Copies a trace; one that is missing is left to the command, which says so. Returns why it can't be copied."""
    try:
        if files.exists(path):
            target = pathlib.Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            files.fetch(path, str(target))
    except (Py4JJavaError, OSError) as error:
        return f"can't be copied: {reason(error)}"
    return None


def fetch_status(path: str, dataset: str, copy: str, files: HadoopFiles) -> list[str]:
    """Brings what the dataset knows of an input, so that the command sees what is done; returns the names."""
    pattern = f"{literal(dataset)}/status/{{{name_of(path)}-*.parquet,.compacted-*.names}}"
    os.makedirs(os.path.join(copy, "status"))
    names = []
    for found in files.glob(pattern):
        names.append(found.rpartition("/")[2])
        files.fetch(found, os.path.join(copy, "status", names[-1]))
    return names


def name_of(path: str) -> str:
    """What the status of an input begins with: `nameOf` in lib/frames/dataset."""
    return hashlib.sha256(path.encode()).hexdigest()[:16]


def publish(copy: pathlib.Path, dataset: str, earlier: list[str], files: HadoopFiles) -> None:
    """Puts what the command wrote into the dataset, the status last, and takes away what it replaces."""
    made = [
        file.relative_to(copy) for file in sorted(copy.rglob("*.parquet")) if INCOMPLETE not in file.parts
    ]
    frames = [file for file in made if file.parts[0] != "status"]
    status = [file for file in made if file.parts[0] == "status" and file.name not in earlier]
    staging = f"{dataset}/{INCOMPLETE}/{uuid.uuid4().hex}"
    try:
        for number, file in enumerate([*frames, *status]):
            whole = f"{staging}/{number}.parquet"
            files.put(str(copy / file), whole)
            files.rename(whole, f"{dataset}/{file.as_posix()}")
            if number + 1 == len(frames):
                remove_elsewhere(frames, dataset, files)
    finally:
        files.remove(staging)
    for name in earlier:
        if not (copy / "status" / name).exists():
            files.remove(f"{dataset}/status/{name}")


def remove_elsewhere(frames: list[pathlib.Path], dataset: str, files: HadoopFiles) -> None:
    """Takes away a trace's files from when it was told to be of another machine.

    They are put in place in one order, so that those of the first frame tell whether there are any.
    """
    for file in frames:
        frame, date, machine, name = file.parts
        others = files.glob(f"{literal(dataset)}/{frame}/{date}/machine=*/{name}")
        stale = [other for other in others if other.split("/")[-2] != machine]
        if not stale:
            return
        for other in stale:
            files.remove(other)


def reason(error: Exception) -> str:
    """What went wrong, in a line: of an error of Java its own words."""
    told = error.java_exception.toString() if isinstance(error, Py4JJavaError) else str(error)
    return str(told).splitlines()[0]

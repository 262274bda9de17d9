"""`USING wsktrace`: a frame of a few traces as a table, without a dataset.

    CREATE TEMPORARY VIEW calls USING wsktrace OPTIONS (path 'traces/*.etl', frame 'calls')

Each read parses the traces anew, and so does each frame: for more than a few, make a dataset by `ingest.py`.
"""

from __future__ import annotations

import contextlib
import glob
import os
import tempfile
from typing import TYPE_CHECKING, NamedTuple

import pyarrow
from pyarrow import dataset as arrow
from pyspark.sql.datasource import DataSource, DataSourceReader, InputPartition
from pyspark.sql.pandas.types import from_arrow_schema

from pyspark_wsktrace.command import Order, export_trace
from pyspark_wsktrace.inputs import TRACE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql.types import StructType

FOLDERS = arrow.partitioning(
    pyarrow.schema([("date", pyarrow.string()), ("machine", pyarrow.string())]), flavor="hive"
)
"""What the folders of a dataset tell."""

LABELS = ("build", "machine", "labels-from")
"""Options that go to the command as they are; names are lower case, as Spark makes them."""


class Trace(NamedTuple):
    """A trace, and how it is read; plain data, for it travels to the executors."""

    path: str
    frame: str
    order: Order


class TracePartition(InputPartition):
    """One trace is one task."""

    def __init__(self, trace: Trace) -> None:
        super().__init__(trace)


class WsktraceDataSource(DataSource):
    """A frame of traces. Options: `path` (a trace, a folder, a pattern), `frame` (calls unless told; `status`, too),
    `build`, `machine`, `labels-from`, `command`. Paths are those of the driver and of every executor.
    """

    @classmethod
    def name(cls) -> str:
        return "wsktrace"

    def schema(self) -> StructType:
        """The columns of the frame, by the first trace that can be read.

        :raises ValueError: where no trace is there, or none can be read, or it has no such frame
        """
        errors = []
        for trace in self.traces():
            try:
                with read_trace(trace) as rows:
                    return from_arrow_schema(rows.schema)
            except ValueError as error:
                errors.append(str(error))
        raise ValueError("; ".join(errors))

    def reader(self, schema: StructType) -> TraceReader:
        return TraceReader(self.traces())

    def traces(self) -> list[Trace]:
        """The traces that `path` names.

        :raises ValueError: where there is none
        """
        path = self.options.get("path")
        if path is None:
            raise ValueError("USING wsktrace needs the option path: a trace, a folder or a pattern")
        told = tuple(text for name in LABELS if (text := option(self.options, name)) is not None)
        order = Order(dataset="", labels=told, command=self.options.get("command"))
        frame = self.options.get("frame", "calls")
        return [Trace(trace, frame, order) for trace in find_traces(path)]


class TraceReader(DataSourceReader):
    """Reads each trace in a task of its own."""

    def __init__(self, traces: list[Trace]) -> None:
        self._traces = traces

    def partitions(self) -> list[TracePartition]:
        return [TracePartition(trace) for trace in self._traces]

    def read(self, partition: TracePartition) -> Iterator[pyarrow.RecordBatch]:
        """The rows of a trace.

        :raises ValueError: where it can't be read: a frame has nowhere to say so; the frame `status` has its row
        """
        with read_trace(partition.value) as rows:
            yield from rows.to_batches()


@contextlib.contextmanager
def read_trace(trace: Trace) -> Iterator[arrow.Dataset]:
    """Exports a trace into a folder that is gone afterwards, and opens a frame of it.

    :raises ValueError: where the trace can't be read, or there is no such frame
    """
    path, frame, order = trace
    with tempfile.TemporaryDirectory(prefix="wsktrace-") as folder:
        outcome = export_trace(path, folder, order)
        place = os.path.join(folder, frame)
        if not os.path.isdir(place):
            raise ValueError(outcome.told if outcome.kind == "unreadable" else f"there is no frame {frame}")
        yield arrow.dataset(place, partitioning=None if frame == "status" else FOLDERS)


def option(options: dict[str, str], name: str) -> str | None:
    """An option as the command has it."""
    return None if name not in options else f"--{name}={options[name]}"


def find_traces(path: str) -> list[str]:
    """Local traces by a path: itself, those in a folder, or those that a pattern fits (with ** for all below).

    :raises ValueError: where there is none
    """
    if os.path.isdir(path):
        found = [os.path.join(path, name) for name in os.listdir(path) if TRACE.search(name)]
    else:
        found = [path] if os.path.exists(path) else glob.glob(path, recursive=True)
    if not found:
        raise ValueError(f"{path}: no trace is there")
    return sorted(os.path.abspath(trace) for trace in found)

"""A dataset of traces (`wsktrace export --dataset`) as tables of Spark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

FRAMES = (
    "calls",
    "irps",
    "sockets",
    "callbacks",
    "driver",
    "findings",
    "occurrences",
    "segments",
    "trace",
)
"""The frames of a trace; `status` has a row for each input beside them."""

COMPACTED = re.compile(r"compacted-(\d{6,})\.parquet")
"""What `wsktrace compact` calls its files."""

SETTINGS = {
    # A folder machine=0012 is of the machine 0012, and not of 12.
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
}


def open_dataset(spark: SparkSession, folder: str) -> dict[str, DataFrame]:
    """Makes a temporary view of `status` and of each frame that a trace has, and returns them by name.

    What has no status is not shown: it is of a run that was ended.
    """
    for name, value in SETTINGS.items():
        spark.conf.set(name, value)
    views = {"status": read_frame(spark, folder, "status")}
    known = views["status"].select("traceId").where("traceId IS NOT NULL").distinct()
    for frame in FRAMES:
        if has_files(spark, f"{folder}/{frame}"):
            views[frame] = read_frame(spark, folder, frame).join(known, "traceId", "left_semi")
    for name, rows in views.items():
        rows.createOrReplaceTempView(name)
    return views


def read_frame(spark: SparkSession, folder: str, frame: str) -> DataFrame:
    """The rows of all files of a frame. A column that only newer files have is null in the older ones.

    `wsktrace compact` joins files: of those in one folder the one with the highest number counts, and in it nothing that
    has a file of its own beside, which is the later.
    """
    top = f"{folder}/{frame}"
    single, compacted = sort_files(list_files(spark, top))
    if not compacted:
        return read_files(spark, top, [top])
    joined = read_files(spark, top, compacted)
    if not single:
        return joined
    own = read_files(spark, top, single)
    key = "path" if frame == "status" else "traceId"
    there = own.select(key).distinct()
    return own.unionByName(joined.join(there, key, "left_anti"), allowMissingColumns=True)


def read_files(spark: SparkSession, top: str, paths: list[str]) -> DataFrame:
    """Reads files with the columns that their folders below `top` tell."""
    return spark.read.option("mergeSchema", "true").option("basePath", top).parquet(*paths)


def sort_files(paths: list[str]) -> tuple[list[str], list[str]]:
    """The files of one trace each, and of the compacted ones the newest in each folder."""
    newest: dict[str, tuple[int, str]] = {}
    single = []
    for path in sorted(paths):
        place, _, name = path.rpartition("/")
        found = COMPACTED.fullmatch(name)
        if found is None:
            single.append(path)
        else:
            newest[place] = max(newest.get(place, (0, "")), (int(found[1]), path))
    return single, [path for _, path in newest.values()]


def list_files(spark: SparkSession, top: str) -> list[str]:
    """All files of Parquet below a folder, on whatever file system Hadoop knows."""
    path = spark._jvm.org.apache.hadoop.fs.Path(top)
    found = path.getFileSystem(spark._jsc.hadoopConfiguration()).listFiles(path, True)
    paths = []
    while found.hasNext():
        paths.append(found.next().getPath().toString())
    return [path for path in paths if path.endswith(".parquet") and "/." not in path[len(top) :]]


def has_files(spark: SparkSession, folder: str) -> bool:
    """Whether a folder is there, on whatever file system Hadoop knows."""
    path = spark._jvm.org.apache.hadoop.fs.Path(folder)
    return path.getFileSystem(spark._jsc.hadoopConfiguration()).exists(path)

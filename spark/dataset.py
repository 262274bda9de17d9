"""A dataset of traces (`wsktrace export --dataset`) as tables of Spark."""

from __future__ import annotations

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
    """The rows of all files of a frame. A column that only newer files have is null in the older ones."""
    return spark.read.option("mergeSchema", "true").parquet(f"{folder}/{frame}")


def has_files(spark: SparkSession, folder: str) -> bool:
    """Whether a folder is there, on whatever file system Hadoop knows."""
    path = spark._jvm.org.apache.hadoop.fs.Path(folder)
    return path.getFileSystem(spark._jsc.hadoopConfiguration()).exists(path)

"""Runs ready queries, or SQL of your own, over a dataset of traces on Spark.

    spark-submit spark/query.py DATASET QUERY.sql ...

The texts are those that `wsktrace query DATASET --named` runs, unchanged. For each a line of JSON is printed: the query's
name, its columns, and its rows in their order; whole numbers of more than 53 bits are text.
"""

from __future__ import annotations

import decimal
import json
import pathlib
import sys

from pyspark.sql import SparkSession

from pyspark_wsktrace.dataset import open_dataset
from pyspark_wsktrace.ship import shipped_package


def plain(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53:
        return str(value)
    return value


def main(folder: str, *queries: str) -> None:
    spark = SparkSession.builder.appName("wsktrace query").getOrCreate()
    open_dataset(spark, folder)
    with shipped_package(spark.sparkContext):
        for query in queries:
            path = pathlib.Path(query)
            rows = spark.sql(path.read_text(encoding="utf-8"))
            told = [[plain(value) for value in row] for row in rows.collect()]
            print(json.dumps({"query": path.stem, "columns": rows.columns, "rows": told}), flush=True)
    spark.stop()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])

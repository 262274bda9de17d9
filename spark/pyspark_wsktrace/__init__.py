"""Traces of WSK drivers on Apache Spark.

Spark looks for packages named `pyspark_…` and takes their `DefaultSource`: with this one on its path `USING wsktrace`
works in every session, also in `spark-sql`.
"""

try:
    from pyspark_wsktrace.source import WsktraceDataSource as DefaultSource
except ImportError:
    # Without pyarrow there is no source; the jobs need none.
    __all__ = []
else:
    __all__ = ["DefaultSource"]

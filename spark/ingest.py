"""Makes a dataset of many traces on Spark: one task a trace, in which the wsktrace command itself does the work.

    spark-submit --archives wsktrace.tar.gz#wsktrace spark/ingest.py TRACES... --dataset DATASET

Traces and the dataset are local paths that every machine sees, or addresses that Hadoop knows (hdfs, s3a …). A run that
was ended goes on where it was; one that is repeated, or run twice at the same time, gives the same files.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from functools import partial

from pyspark import SparkContext
from pyspark_wsktrace import hadoop
from pyspark_wsktrace.command import Order, Outcome, export_trace
from pyspark_wsktrace.inputs import InputError, is_local, list_traces, plain
from pyspark_wsktrace.ship import shipped_package
from pyspark_wsktrace.stage import export_staged

LABELS = ("machine", "build", "label", "labels-from")
ANALYSIS = ("provider", "stuck-after", "mapping")
KINDS = ("ok", "lossy", "damaged", "unreadable", "there before")
USAGE, UNREADABLE = 2, 3


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="ingest.py", description=__doc__.splitlines()[0])
    parser.add_argument("traces", nargs="+", help="traces, folders of traces, and patterns of Hadoop")
    parser.add_argument("--dataset", required=True, help="the dataset; made where it is missing")
    parser.add_argument("--recursive", action="store_true", help="of folders also what is below")
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="give a trace up after so long")
    parser.add_argument("--command", help="the wsktrace of every machine, where no archive brings it")
    for name in (*LABELS, *ANALYSIS):
        parser.add_argument(f"--{name}", action="append", help="as wsktrace export --dataset has it")
    return parser.parse_args()


def options_of(arguments: argparse.Namespace, names: tuple[str, ...]) -> tuple[str, ...]:
    """Those options that were given, as the command takes them."""
    given = ((name, getattr(arguments, name.replace("-", "_")) or []) for name in names)
    return tuple(f"--{name}={value}" for name, values in given for value in values)


def export_one(path: str, order: Order, settings: str) -> Outcome:
    """The task of a trace: by itself where the command reaches all, else by way of Hadoop's file systems."""
    if is_local(path) and is_local(order.dataset):
        return export_trace(path, order.dataset, order)
    with hadoop.of_executor(settings) as files:
        return export_staged(path, order, files)


def main() -> int:
    arguments = parse_arguments()
    # No session of Spark's SQL, which takes longer to start than many traces do.
    context = SparkContext(appName="wsktrace ingest")
    with shipped_package(context):
        return ingest(context, arguments)


def ingest(context: SparkContext, arguments: argparse.Namespace) -> int:
    """Lists the inputs, gives each to a task, and says what came of them; returns what the job ends with."""
    files = hadoop.of_driver(context)
    try:
        traces = list_traces(arguments.traces, files, recursive=arguments.recursive)
    except InputError as error:
        print(f"wsktrace: {error}", file=sys.stderr)
        return USAGE
    order = Order(
        dataset=plain(files.qualified(arguments.dataset)),
        labels=options_of(arguments, LABELS),
        analysis=options_of(arguments, ANALYSIS),
        time_limit=arguments.time_limit,
        command=arguments.command,
    )
    task = partial(export_one, order=order, settings=hadoop.settings_of(context))
    outcomes = context.parallelize(traces, len(traces)).map(task).collect()
    return tell(outcomes, order.dataset)


def tell(outcomes: list[Outcome], dataset: str) -> int:
    """Says what came of the inputs, and returns what the job ends with: as the command does."""
    for _, told in outcomes:
        if told:
            print(told, file=sys.stderr)
    counts = Counter(kind for kind, _ in outcomes)
    told = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
    print(f"{dataset}  {len(outcomes)} traces: {told}")
    return UNREADABLE if counts["unreadable"] == len(outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())

"""Sends this package along with a job."""

from __future__ import annotations

import contextlib
import pathlib
import shutil
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark import SparkContext


@contextlib.contextmanager
def shipped_package(context: SparkContext) -> Iterator[None]:
    """Executors have the package while this lasts; they fetch it as they come."""
    package = pathlib.Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        archive = shutil.make_archive(f"{folder}/{package.name}", "zip", package.parent, package.name)
        context.addPyFile(archive)
        yield

"""Hadoop's file systems from Python: local, hdfs, s3a and whatever else Spark was set up for."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shutil
from typing import TYPE_CHECKING

from py4j.java_gateway import GatewayParameters, JavaGateway, launch_gateway
from pyspark import SparkFiles
from pyspark.find_spark_home import _find_spark_home

if TYPE_CHECKING:
    from collections.abc import Iterator

    from py4j.java_gateway import JavaObject
    from pyspark import SparkContext

JAVA_OPTIONS = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
"""For a Java that copies some files and ends."""


class HadoopFiles:
    """Files by their addresses, as Hadoop names them. Errors of Java come as `Py4JJavaError`."""

    def __init__(self, gateway: JavaGateway, conf: JavaObject) -> None:
        """
        :param conf: a `Configuration` of Hadoop: file systems, their addresses and keys
        """
        self._gateway = gateway
        self._conf = conf
        self._fs = gateway.jvm.org.apache.hadoop.fs

    def qualified(self, path: str) -> str:
        """The address with scheme and host; a path without a scheme is of the default file system."""
        return str(self._system(path).makeQualified(self._fs.Path(path)).toString())

    def exists(self, path: str) -> bool:
        return bool(self._system(path).exists(self._fs.Path(path)))

    def glob(self, pattern: str) -> list[str]:
        """What fits a pattern of Hadoop (*, ?, [abc], {a,b}), in the order of names; folders, too."""
        found = self._system(pattern).globStatus(self._fs.Path(pattern))
        return [str(status.getPath().toString()) for status in found or []]

    def is_folder(self, path: str) -> bool:
        """Whether a folder is there."""
        return self.exists(path) and bool(self._system(path).getFileStatus(self._fs.Path(path)).isDirectory())

    def list(self, folder: str, recursive: bool) -> list[str]:
        """The files in a folder, or also below, in the order of their names."""
        found = self._system(folder).listFiles(self._fs.Path(folder), recursive)
        paths = []
        while found.hasNext():
            paths.append(str(found.next().getPath().toString()))
        return sorted(paths)

    def fetch(self, path: str, target: str) -> None:
        """Copies a file to a local one."""
        # The last one: without Hadoop's file of checksums beside it.
        self._system(path).copyToLocalFile(
            False, self._fs.Path(path), self._fs.Path(f"file://{target}"), True
        )

    def put(self, source: str, path: str) -> None:
        """Copies a local file."""
        self._system(path).copyFromLocalFile(
            False, True, self._fs.Path(f"file://{source}"), self._fs.Path(path)
        )

    def rename(self, path: str, target: str) -> None:
        """Gives a file its name, and makes the folders to it. What has the name is replaced, at once where Hadoop can."""
        self._system(target).mkdirs(self._fs.Path(target).getParent())
        options = self._gateway.new_array(getattr(self._fs, "Options$Rename"), 1)
        options[0] = getattr(self._fs, "Options$Rename").OVERWRITE
        source = self._fs.Path(path)
        self._fs.FileContext.getFileContext(source.toUri(), self._conf).rename(
            source, self._fs.Path(target), options
        )

    def remove(self, path: str) -> None:
        """Takes away a file, or a folder with all that is in it; none is fine, too."""
        self._system(path).delete(self._fs.Path(path), True)

    def _system(self, path: str) -> JavaObject:
        return self._fs.Path(path).getFileSystem(self._conf)


def of_driver(context: SparkContext) -> HadoopFiles:
    """The file systems in the Java that the driver runs beside."""
    return HadoopFiles(context._gateway, context._jsc.hadoopConfiguration())


def settings_of(context: SparkContext) -> str:
    """All settings of Hadoop as its XML, for executors, which know only those of their machine."""
    stream = context._jvm.java.io.ByteArrayOutputStream()
    context._jsc.hadoopConfiguration().writeXml(stream)
    return str(stream.toString())


def literal(path: str) -> str:
    """A path as a pattern that it alone fits."""
    return re.sub(r"[*?\[\]{}\\]", r"\\\g<0>", path)


@contextlib.contextmanager
def of_executor(settings: str) -> Iterator[HadoopFiles]:
    """The file systems in a Java of its own: tasks in Python have none at hand.

    :param settings: what `settings_of` gave on the driver
    """
    home = os.environ.get("JAVA_HOME")
    port, token = launch_gateway(
        jarpath=py4j_jar(),
        classpath=os.pathsep.join(classpath()),
        javaopts=JAVA_OPTIONS,
        die_on_exit=True,
        enable_auth=True,
        java_path=os.path.join(home, "bin", "java") if home else shutil.which("java") or "java",
    )
    gateway = JavaGateway(gateway_parameters=GatewayParameters(port=port, auth_token=token))
    try:
        conf = gateway.jvm.org.apache.hadoop.conf.Configuration(False)
        conf.addResource(gateway.jvm.java.io.ByteArrayInputStream(settings.encode()))
        yield HadoopFiles(gateway, conf)
    finally:
        gateway.shutdown()


def classpath() -> list[str]:
    """Spark's jars, those that came with the job (`--packages`), and what a container of YARN has."""
    places = [os.path.join(_find_spark_home(), "jars", "*"), os.path.join(SparkFiles.getRootDirectory(), "*")]
    return [*places, *filter(None, [os.environ.get("CLASSPATH")])]


def py4j_jar() -> str:
    """The jar that fits the Python side of py4j: Spark's own."""
    return glob.glob(os.path.join(_find_spark_home(), "jars", "py4j-*.jar"))[0]

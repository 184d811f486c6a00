"""A Spark of two executors on this machine, each a process of its own, and what is shipped to it.

The environment says what is tried: WENBAO is the program, SPARK_CLAIMS how many claims.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

import pyspark
from pyspark.sql import SparkSession

PACKAGE = pathlib.Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]
POLICY = ROOT / "Config/policy"
PROGRAM = os.environ.get("WENBAO", str(ROOT / ".build/debug/wenbao"))
CLAIMS = int(os.environ.get("SPARK_CLAIMS", "20000"))

# What is run, and where the executors of a cluster on one machine work and log.
HOME = pathlib.Path(pyspark.__file__).resolve().parent
WORK = HOME / "work"

# How long the tests wait for an event that must come, in seconds.
PATIENCE = 300


class Cluster:
    """Spark with the package, the program and the policy shipped to its executors."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="wenbao-spark-"))
        shutil.rmtree(WORK, ignore_errors=True)
        os.environ["SPARK_HOME"] = str(HOME)
        os.environ["PYSPARK_PYTHON"] = sys.executable
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        self.spark = (
            SparkSession.builder.master("local-cluster[2,1,1024]")
            .appName("wenbao")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.local.dir", str(self.folder / "local"))
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.files", PROGRAM)
            .config("spark.archives", self._policy() + "#policy")
            .getOrCreate()
        )
        self.context = self.spark.sparkContext
        self.context.setLogLevel("ERROR")
        self.context.addPyFile(self._package())
        self.context.addPyFile(str(PACKAGE / "tests/stall.py"))

    def stop(self):
        self.spark.stop()
        shutil.rmtree(WORK, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return str(self.folder / name)

    def logs(self):
        """All that the executors have written."""
        return b"".join(file.read_bytes() for file in WORK.glob("*/*/std*"))

    def programs(self):
        """The programs running that were shipped to this cluster."""
        found = []
        for process in pathlib.Path("/proc").glob("[0-9]*/exe"):
            try:
                program = process.readlink()
            except OSError:
                continue  # It has just ended.
            if {WORK, self.folder} & set(program.parents) and program.name == "wenbao":
                found.append(program)
        return found

    def _package(self):
        path = self.path("wenbao_spark.zip")
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted((PACKAGE / "wenbao_spark").glob("*.py")):
                archive.write(file, file.relative_to(PACKAGE))
        return path

    def _policy(self):
        return shutil.make_archive(self.path("policy"), "gztar", POLICY)


def program(*arguments, lines=b"", expects=0):
    """What the program writes on this machine alone."""
    run = subprocess.run([PROGRAM, *arguments], input=lines, capture_output=True, cwd=ROOT)
    assert run.returncode == expects, run.stderr.decode()
    return run.stdout


def wait_for(condition, what):
    """What a condition comes to, as soon as it is something."""
    deadline = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited {PATIENCE} s for {what}"
        time.sleep(0.05)
    return found

#!/usr/bin/env bash
# pyspark 4.3.0 (PyPI), Java 17.
#
# Behaviour: spark-submit runs a Python job with both of its streams joined, and prints them on its own standard output. What the
# job writes to standard error is there among its results; spark-submit's own log alone is on standard error.
#
# A good guess that fails: a job that prints JSON to standard output and its remarks to standard error can be piped into a
# reader of JSON, as the same script run by python can. Who reads it has to know the job's lines from its remarks.
#
# Seen: "python keeps the streams apart, spark-submit prints both on standard output"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pyspark==4.3.0
cat > job.py <<'PY'
import sys

print("a result")
print("a remark", file=sys.stderr)
PY

# where FILE WORDS: whether a file has a line of these words alone
where() { if grep -qx "$2" "$1"; then echo yes; else echo no; fi; }

export SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON=$folder/venv/bin/python
venv/bin/python job.py >python.out 2>python.err
venv/bin/spark-submit --master 'local[1]' job.py >submit.out 2>submit.err
python="$(where python.out 'a result') $(where python.out 'a remark') $(where python.err 'a remark')"
submit="$(where submit.out 'a result') $(where submit.out 'a remark') $(where submit.err 'a remark')"
if [ "$python" = 'yes no yes' ] && [ "$submit" = 'yes yes no' ]; then
  echo 'python keeps the streams apart, spark-submit prints both on standard output'
else
  echo "result on stdout, remark on stdout, remark on stderr: python $python, spark-submit $submit"
  exit 1
fi

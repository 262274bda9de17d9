#!/usr/bin/env bash
# polars 2.1.0, pyarrow 26.0.1, duckdb 2.0.1 (PyPI).
#
# Behaviour: a Parquet column of DECIMAL(20, 0), which is nine bytes a value, written by pyarrow as DELTA_BYTE_ARRAY, is
# read by pyarrow and DuckDB; Polars refuses it. The same encoding of a text column Polars reads.
#
# A good guess that fails: who reads DELTA_BYTE_ARRAY of texts reads it of decimals, so that 64-bit ids that count up can be
# kept as decimals in little more than a byte each. They have to be plain, in nine.
#
# Seen: "pyarrow and duckdb read the decimals, polars reads the texts and refuses the decimals"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet polars==2.1.0 pyarrow==26.0.1 duckdb==2.0.1
cat > read.py <<'PY'
import decimal

import duckdb
import polars
import pyarrow
import pyarrow.parquet

ids = [None if n % 7 == 3 else decimal.Decimal(2**64 - 1 - n) for n in range(1000)]
columns = {
    "decimals": pyarrow.array(ids, pyarrow.decimal128(20, 0)),
    "texts": pyarrow.array([None if one is None else str(one) for one in ids]),
}
for name, values in columns.items():
    pyarrow.parquet.write_table(
        pyarrow.table({"id": values}),
        f"{name}.parquet",
        use_dictionary=False,
        column_encoding={"id": "DELTA_BYTE_ARRAY"},
    )
readers = {
    "pyarrow": lambda path: pyarrow.parquet.read_table(path)["id"].to_pylist(),
    "duckdb": lambda path: [row[0] for row in duckdb.sql(f"SELECT id FROM '{path}'").fetchall()],
    "polars": lambda path: polars.read_parquet(path)["id"].to_list(),
}


def reads(reader, name):
    try:
        return readers[reader](f"{name}.parquet") == columns[name].to_pylist()
    except Exception:
        return False


both = [reader for reader in ("pyarrow", "duckdb") if reads(reader, "decimals")]
texts = "reads" if reads("polars", "texts") else "refuses"
decimals = "reads" if reads("polars", "decimals") else "refuses"
print(f"{' and '.join(both)} read the decimals, polars {texts} the texts and {decimals} the decimals")
PY
summary=$(venv/bin/python read.py)
echo "$summary"
[ "$summary" = 'pyarrow and duckdb read the decimals, polars reads the texts and refuses the decimals' ]

"""Reads exported files with several libraries and prints, as JSON, what each makes of ids, addresses and texts.

Usage: read.py FOLDER LIBRARY:FORMAT ...
"""
import json
import sys
import traceback


def pyarrow(kind, path):
    import pyarrow.csv
    import pyarrow.feather
    import pyarrow.parquet

    read = {"parquet": pyarrow.parquet.read_table, "arrow": pyarrow.feather.read_table, "csv": pyarrow.csv.read_csv}
    return read[kind](path).to_pydict()


def pandas(kind, path):
    import pandas

    read = {
        "parquet": pandas.read_parquet,
        "arrow": pandas.read_feather,
        # CSV has no types: of whole numbers with gaps pandas makes doubles, unless told.
        "csv": lambda file: pandas.read_csv(file, dtype={"id": str, "text": str}),
        # It makes numbers of texts with digits, unless told.
        "ndjson": lambda file: pandas.read_json(file, lines=True, dtype=False),
    }
    frame = read[kind](path)
    with_id = frame[frame.id.notna()]
    merged = with_id.merge(with_id, on="id")
    assert len(merged) == len(with_id), f"a merge on ids gives {len(merged)} rows in place of {len(with_id)}"
    return {name: [None if pandas.isna(value) else value for value in frame[name]] for name in frame}


def polars(kind, path):
    import polars

    read = {
        "parquet": polars.read_parquet,
        "arrow": polars.read_ipc,
        "csv": lambda file: polars.read_csv(file, infer_schema_length=None),
        # Types are guessed from the first 100 rows, unless told.
        "ndjson": lambda file: polars.read_ndjson(file, infer_schema_length=None),
    }
    return read[kind](path).to_dict(as_series=False)


def duckdb(kind, path):
    import duckdb

    source = {
        "parquet": f"read_parquet('{path}')",
        "csv": f"read_csv('{path}', sample_size = -1)",
        "ndjson": f"read_json('{path}', sample_size = -1)",
    }
    result = duckdb.sql(f"SELECT * FROM {source[kind]}")
    columns = zip(*result.fetchall())
    return dict(zip(result.columns, map(list, columns)))


def digits(value):
    """The digits as the library has them: a float has too few, and is shown as such."""
    return None if value is None else str(value)


def told(library, kind, path):
    try:
        columns = globals()[library](kind, path)
    except Exception:
        return {"failed": traceback.format_exc()}
    last = slice(-40, None)
    return {
        "rows": len(columns["id"]),
        "ids": [digits(value) for value in columns["id"]][last],
        "differentIds": len({value for value in columns["id"] if value is not None}),
        "addresses": [value or None for value in columns["pointer"]][last],
        "texts": [value or None for value in columns["text"]][last],
        "words": [None if value is None else int(value) for value in columns["word"]][last],
    }


folder, *pairs = sys.argv[1:]
told_of = {}
for pair in pairs:
    library, kind = pair.split(":")
    told_of[pair] = told(library, kind, f"{folder}/every-type.{kind}")
print(json.dumps(told_of))

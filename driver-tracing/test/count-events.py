"""Counts the events of .etl files with dissect.etl, a reader that shares no code with this project.

    count-events.py FILE...     prints one line a file: the count, a tab, the file
"""

import sys

from dissect.etl import ETL

for path in sys.argv[1:]:
    with open(path, "rb") as file:
        print(f"{sum(1 for _ in ETL(file))}\t{path}")

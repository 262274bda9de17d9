-- How deep is the queue? Calls in flight at the end of each hundredth of the time in which calls were issued.
WITH span AS (
  SELECT min(issuedNs) AS fromNs, greatest(max(issuedNs) - min(issuedNs), 100) / 100 AS stepNs FROM calls
),
steps AS (
  SELECT least(floor((issuedNs - fromNs) / stepNs), 99) AS slice, 1 AS change
  FROM calls, span
  WHERE issuedNs IS NOT NULL
  UNION ALL
  SELECT least(floor((coalesce(completedNs, returnedNs) - fromNs) / stepNs), 100), -1
  FROM calls, span
  WHERE issuedNs IS NOT NULL AND outcome <> 'pending'
),
changes AS (
  SELECT slice, sum(change) AS change, count(*) FILTER (change = 1) AS issued
  FROM steps
  GROUP BY slice
)
SELECT
  fromNs + slices.slice * stepNs AS sliceNs,
  coalesce(issued, 0) AS issued,
  sum(coalesce(change, 0)) OVER (ORDER BY slices.slice) AS inFlightAtEnd
FROM span, range(100) AS slices(slice)
LEFT JOIN changes ON changes.slice = slices.slice
ORDER BY slices.slice;

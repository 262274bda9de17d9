-- How deep is the queue? Calls in flight at the end of each hundredth of the time in which calls were issued.
WITH span AS MATERIALIZED (
  SELECT min(issuedNs) AS fromNs, greatest(max(issuedNs) - min(issuedNs), 100) / 100 AS stepNs FROM calls
),
-- Most calls begin and end in the same slice or the next, so that few pairs of slices are left to add up.
pairs AS (
  SELECT
    floor((issuedNs - (SELECT fromNs FROM span)) / (SELECT stepNs FROM span)) AS issuedIn,
    floor((endedNs - (SELECT fromNs FROM span)) / (SELECT stepNs FROM span)) AS endedIn,
    count(*) AS calls
  FROM (
    SELECT issuedNs, CASE WHEN outcome <> 'pending' THEN coalesce(completedNs, returnedNs) END AS endedNs
    FROM calls
    WHERE issuedNs IS NOT NULL
  )
  GROUP BY ALL
),
changes AS (
  SELECT slice, sum(change) AS change, sum(change) FILTER (change > 0) AS issued
  FROM (
    SELECT least(issuedIn, 99) AS slice, calls AS change FROM pairs
    UNION ALL
    SELECT least(endedIn, 100), -calls FROM pairs
  )
  GROUP BY slice
)
SELECT
  fromNs + slices.slice * stepNs AS sliceNs,
  coalesce(issued, 0) AS issued,
  sum(coalesce(change, 0)) OVER (ORDER BY slices.slice) AS inFlightAtEnd
FROM span, range(100) AS slices(slice)
LEFT JOIN changes ON changes.slice = slices.slice
ORDER BY slices.slice;

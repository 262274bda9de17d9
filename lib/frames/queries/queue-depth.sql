-- How deep is the queue? Calls in flight at the end of each hundredth of the time in which calls were issued.
WITH span AS (
  SELECT traceId, min(issuedNs) AS fromNs, greatest(max(issuedNs) - min(issuedNs), 100) / 100 AS stepNs
  FROM calls
  WHERE issuedNs IS NOT NULL
  GROUP BY traceId
),
-- Most calls begin and end in the same slice or the next, so that few pairs of slices are left to add up.
pairs AS (
  SELECT traceId, issuedIn, endedIn, count(*) AS calls
  FROM (
    SELECT
      calls.traceId AS traceId,
      floor((issuedNs - fromNs) / stepNs) AS issuedIn,
      -- Where clocks disagree, a completion may be timed before its issue.
      CASE
        WHEN outcome <> 'pending' THEN floor((greatest(coalesce(completedNs, returnedNs), issuedNs) - fromNs) / stepNs)
      END AS endedIn
    FROM calls
    JOIN span ON span.traceId = calls.traceId
    WHERE issuedNs IS NOT NULL
  ) AS placed
  GROUP BY traceId, issuedIn, endedIn
),
changes AS (
  SELECT traceId, slice, sum(change) AS change, sum(change) FILTER (WHERE change > 0) AS issued
  FROM (
    SELECT traceId, least(issuedIn, 99) AS slice, calls AS change FROM pairs
    UNION ALL
    SELECT traceId, least(endedIn, 100) AS slice, -calls AS change FROM pairs WHERE endedIn IS NOT NULL
  ) AS counted
  GROUP BY traceId, slice
)
SELECT
  fromNs + slices.slice * stepNs AS sliceNs,
  coalesce(issued, 0) AS issued,
  sum(coalesce(change, 0)) OVER (PARTITION BY span.traceId ORDER BY slices.slice) AS inFlightAtEnd,
  span.traceId AS traceId
FROM span
CROSS JOIN range(100) AS slices(slice)
LEFT JOIN changes ON changes.traceId = span.traceId AND changes.slice = slices.slice
ORDER BY span.traceId, slices.slice;

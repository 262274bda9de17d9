-- On which machines was it found, and in how many of their traces? Counted where nothing is missing, and what is at least
-- likely; the rest beside it.
WITH
-- Of copies of a trace one counts, as in all ready queries: that of the least build, then of the least machine.
inputs AS (
  SELECT
    traceId,
    build,
    machine,
    CASE WHEN status = 'ok' THEN 1 ELSE 0 END AS isWhole,
    row_number() OVER (PARTITION BY traceId ORDER BY build NULLS LAST, machine NULLS LAST, path) AS copy
  FROM status
  WHERE status <> 'unreadable'
),
traces AS (SELECT traceId, machine, isWhole FROM inputs WHERE copy = 1),
machines AS (SELECT machine, count(*) AS traces, sum(isWhole) AS judged FROM traces GROUP BY machine)
SELECT
  rule,
  op,
  function,
  coalesce(found.machine, 'unknown') AS machine,
  count(*) FILTER (WHERE isWhole = 1 AND confidence <> 'possible') AS foundIn,
  min(machines.judged) AS judged,
  min(machines.traces) AS tracesOfMachine,
  count(*) FILTER (WHERE isWhole = 1 AND confidence = 'possible') AS possibleIn,
  count(*) FILTER (WHERE isWhole = 0) AS inTracesNotJudged,
  sum(count) AS occurrences,
  fingerprint
FROM findings
JOIN traces AS found ON found.traceId = findings.traceId
JOIN machines ON coalesce(machines.machine, '') = coalesce(found.machine, '')
GROUP BY rule, op, function, found.machine, fingerprint
ORDER BY rule, fingerprint, foundIn DESC, possibleIn DESC, machine;

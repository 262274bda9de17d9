-- On which machines was it found, and in how many of their traces? Found is what is at least likely; the rest beside it.
WITH traces AS (
  SELECT traceId, min(machine) AS machine, min(CASE WHEN status = 'ok' THEN 1 ELSE 0 END) AS isWhole
  FROM status
  WHERE status <> 'unreadable'
  GROUP BY traceId
),
machines AS (SELECT machine, count(*) AS traces FROM traces GROUP BY machine)
SELECT
  rule,
  op,
  function,
  coalesce(found.machine, 'unknown') AS machine,
  count(*) FILTER (WHERE confidence <> 'possible') AS foundIn,
  min(machines.traces) AS tracesOfMachine,
  count(*) FILTER (WHERE confidence = 'possible') AS possibleIn,
  count(*) FILTER (WHERE isWhole = 0) AS inTracesNotJudged,
  sum(count) AS occurrences,
  fingerprint
FROM findings
JOIN traces AS found ON found.traceId = findings.traceId
JOIN machines ON coalesce(machines.machine, '') = coalesce(found.machine, '')
GROUP BY rule, op, function, found.machine, fingerprint
ORDER BY rule, fingerprint, foundIn DESC, possibleIn DESC, machine;

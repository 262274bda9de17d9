-- Which machines are slow? The median over a machine's traces of their p99, by operation; traces of which nothing is missing.
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
traces AS (SELECT traceId AS id, machine AS ofMachine FROM inputs WHERE copy = 1 AND isWhole = 1),
each AS (
  SELECT ofMachine, op, traceId, count(*) AS calls, percentile_disc(0.99) WITHIN GROUP (ORDER BY latencyNs) AS p99Ns
  FROM calls
  JOIN traces ON traces.id = calls.traceId
  WHERE latencyNs IS NOT NULL
  GROUP BY ofMachine, op, traceId
),
left_out AS (SELECT machine, count(*) AS inputs FROM status WHERE status <> 'ok' GROUP BY machine)
SELECT
  op,
  ofMachine AS machine,
  count(*) AS traces,
  coalesce(min(left_out.inputs), 0) AS inputsLeftOut,
  sum(calls) AS calls,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY p99Ns) AS medianP99Ns,
  max(p99Ns) AS worstP99Ns
FROM each
LEFT JOIN left_out ON coalesce(left_out.machine, '') = coalesce(ofMachine, '')
GROUP BY op, ofMachine
ORDER BY op, medianP99Ns DESC, machine NULLS FIRST;

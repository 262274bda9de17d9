-- Which machines are slow? The median over a machine's traces of their p99, by operation; traces of which nothing is missing.
WITH traces AS (
  SELECT traceId AS id, min(machine) AS ofMachine
  FROM status
  GROUP BY traceId
  HAVING min(CASE WHEN status = 'ok' THEN 1 ELSE 0 END) = 1
),
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

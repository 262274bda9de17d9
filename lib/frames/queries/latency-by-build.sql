-- How do p50, p99 and p99.9 of an operation move, by build and machine? Traces of which nothing is missing; the interval
-- (95 %) is of the median over traces of their p99, by 200 bootstrap samples of traces: calls of one trace are not
-- independent of each other.
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
traces AS (
  SELECT traceId AS id, build AS ofBuild, machine AS ofMachine FROM inputs WHERE copy = 1 AND isWhole = 1
),
measured AS (
  SELECT ofBuild, ofMachine, op, latencyNs, traceId
  FROM calls
  JOIN traces ON traces.id = calls.traceId
  WHERE latencyNs IS NOT NULL
),
overall AS (
  SELECT
    ofBuild,
    ofMachine,
    op,
    count(*) AS calls,
    count(DISTINCT traceId) AS traces,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY latencyNs) AS p50Ns,
    percentile_disc(0.99) WITHIN GROUP (ORDER BY latencyNs) AS p99Ns,
    percentile_disc(0.999) WITHIN GROUP (ORDER BY latencyNs) AS p999Ns
  FROM measured
  GROUP BY ofBuild, ofMachine, op
),
each AS (
  SELECT ofBuild, ofMachine, op, traceId, percentile_disc(0.99) WITHIN GROUP (ORDER BY latencyNs) AS p99Ns
  FROM measured
  GROUP BY ofBuild, ofMachine, op, traceId
),
placed AS (
  SELECT
    ofBuild,
    ofMachine,
    op,
    p99Ns,
    row_number() OVER (PARTITION BY ofBuild, ofMachine, op ORDER BY traceId) - 1 AS place,
    count(*) OVER (PARTITION BY ofBuild, ofMachine, op) AS traces
  FROM each
),
-- The draws are made by a linear congruence, so that they are the same in every engine and every run.
draws AS (
  SELECT
    ofBuild,
    ofMachine,
    op,
    samples.sample AS sample,
    (((samples.sample * 7919 + place * 104729 + 12345) * 1103515245 + 12345) % 2147483648 * 48271 % 2147483647) % traces
      AS drawn
  FROM placed
  CROSS JOIN range(200) AS samples(sample)
),
medians AS (
  SELECT
    draws.ofBuild AS ofBuild,
    draws.ofMachine AS ofMachine,
    draws.op AS op,
    sample,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY p99Ns) AS medianNs
  FROM draws
  JOIN placed
    ON coalesce(placed.ofBuild, '') = coalesce(draws.ofBuild, '')
    AND coalesce(placed.ofMachine, '') = coalesce(draws.ofMachine, '')
    AND placed.op = draws.op AND placed.place = draws.drawn
  GROUP BY draws.ofBuild, draws.ofMachine, draws.op, sample
),
intervals AS (
  SELECT
    ofBuild,
    ofMachine,
    op,
    percentile_disc(0.025) WITHIN GROUP (ORDER BY medianNs) AS fromNs,
    percentile_disc(0.975) WITHIN GROUP (ORDER BY medianNs) AS toNs
  FROM medians
  GROUP BY ofBuild, ofMachine, op
),
left_out AS (
  SELECT build, machine, count(*) AS inputs FROM status WHERE status <> 'ok' GROUP BY build, machine
)
SELECT
  overall.op AS op,
  overall.ofBuild AS build,
  overall.ofMachine AS machine,
  overall.traces AS traces,
  coalesce(left_out.inputs, 0) AS inputsLeftOut,
  calls,
  p50Ns,
  p99Ns,
  p999Ns,
  CASE WHEN overall.traces >= 5 THEN fromNs END AS p99OfTracesFromNs,
  CASE WHEN overall.traces >= 5 THEN toNs END AS p99OfTracesToNs
FROM overall
JOIN intervals
  ON coalesce(intervals.ofBuild, '') = coalesce(overall.ofBuild, '')
  AND coalesce(intervals.ofMachine, '') = coalesce(overall.ofMachine, '') AND intervals.op = overall.op
LEFT JOIN left_out
  ON coalesce(left_out.build, '') = coalesce(overall.ofBuild, '')
  AND coalesce(left_out.machine, '') = coalesce(overall.ofMachine, '')
ORDER BY op, build NULLS FIRST, machine NULLS FIRST;

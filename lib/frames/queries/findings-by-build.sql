-- What was found in which build, and in which share of its traces? Counted where nothing is missing, and what is at least
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
traces AS (SELECT traceId, build, isWhole FROM inputs WHERE copy = 1),
left_out AS (
  SELECT build, count(*) AS inputs FROM status WHERE status <> 'ok' GROUP BY build
),
builds AS (
  SELECT build, count(*) AS traces, sum(isWhole) AS judged FROM traces GROUP BY build
),
found AS (
  SELECT
    ofBuild AS build,
    rule,
    severity,
    op,
    function,
    fingerprint,
    count(*) FILTER (WHERE isWhole = 1 AND confidence = 'certain') AS certainIn,
    count(*) FILTER (WHERE isWhole = 1 AND confidence = 'likely') AS likelyIn,
    count(*) FILTER (WHERE isWhole = 1 AND confidence = 'possible') AS possibleIn,
    count(*) FILTER (WHERE isWhole = 0) AS inTracesNotJudged,
    sum(count) AS occurrences
  FROM findings
  JOIN (SELECT traceId AS id, build AS ofBuild, isWhole FROM traces) AS named ON named.id = findings.traceId
  GROUP BY ofBuild, rule, severity, op, function, fingerprint
)
SELECT
  found.build AS build,
  rule,
  op,
  function,
  certainIn,
  likelyIn,
  judged,
  round(100.0 * (certainIn + likelyIn) / nullif(judged, 0), 1) AS percentOfJudged,
  possibleIn,
  inTracesNotJudged,
  coalesce(left_out.inputs, 0) AS inputsNotJudged,
  occurrences,
  fingerprint
FROM found
LEFT JOIN builds ON coalesce(builds.build, '') = coalesce(found.build, '')
LEFT JOIN left_out ON coalesce(left_out.build, '') = coalesce(found.build, '')
ORDER BY build NULLS FIRST, certainIn DESC, likelyIn DESC, possibleIn DESC, rule, fingerprint;

-- Which build first had a finding? Builds in the order of their first traces. Counted only where it is sure: certain, in a
-- trace of which nothing is missing; whether an earlier build may have had it is told beside it.
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
builds AS (
  SELECT build, row_number() OVER (ORDER BY min(startTime) NULLS LAST, build NULLS LAST) AS place
  FROM status
  WHERE build IS NOT NULL
  GROUP BY build
),
seen AS (
  SELECT
    fingerprint,
    rule,
    findings.op AS op,
    function,
    builds.build AS build,
    place,
    CASE WHEN isWhole = 1 AND confidence = 'certain' THEN 1 ELSE 0 END AS isSure
  FROM findings
  JOIN traces ON traces.traceId = findings.traceId
  JOIN builds ON builds.build = traces.build
),
firsts AS (
  SELECT
    fingerprint,
    rule,
    op,
    function,
    min(place) AS firstSeen,
    min(place) FILTER (WHERE isSure = 1) AS firstSure
  FROM seen
  GROUP BY fingerprint, rule, op, function
)
SELECT
  rule,
  op,
  function,
  sure.build AS firstBuild,
  CASE WHEN firstSure IS NULL OR firstSeen < firstSure THEN maybe.build END AS perhapsAlready,
  fingerprint
FROM firsts
LEFT JOIN builds AS sure ON sure.place = firstSure
LEFT JOIN builds AS maybe ON maybe.place = firstSeen
ORDER BY firstSure NULLS LAST, firstSeen, rule, fingerprint;

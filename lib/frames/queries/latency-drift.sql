-- Did a percentile of an operation change over the builds, and with which build? Builds in the order of their first traces;
-- the sample is the trace, of which nothing may be missing, with as many calls as the percentile needs. Every build is held
-- against those before it by Mann–Whitney's test; the surest of these cuts is the change point, one for each row. p is
-- corrected for the cuts (Bonferroni) and for the rows (Holm); a change is claimed from 10 % and at most 0.05 on, and
-- inconclusive says that no change could be shown with so few traces.
WITH builds AS (
  SELECT build AS name, row_number() OVER (ORDER BY min(startTime) NULLS LAST, build) AS place
  FROM status
  WHERE build IS NOT NULL
  GROUP BY build
),
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
traces AS (SELECT traceId AS id, build AS ofBuild FROM inputs WHERE copy = 1 AND isWhole = 1),
left_out AS (SELECT count(*) AS inputs FROM status WHERE status <> 'ok' AND build IS NOT NULL),
each AS (
  SELECT
    op,
    traceId,
    min(builds.place) AS place,
    count(*) AS calls,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY latencyNs) AS p50Ns,
    percentile_disc(0.9) WITHIN GROUP (ORDER BY latencyNs) AS p90Ns,
    percentile_disc(0.99) WITHIN GROUP (ORDER BY latencyNs) AS p99Ns,
    percentile_disc(0.999) WITHIN GROUP (ORDER BY latencyNs) AS p999Ns
  FROM calls
  JOIN traces ON traces.id = calls.traceId
  JOIN builds ON builds.name = traces.ofBuild
  WHERE latencyNs IS NOT NULL
  GROUP BY op, traceId
),
samples AS (
  SELECT op, 'p50' AS percentile, place, p50Ns AS ns FROM each WHERE calls >= 2
  UNION ALL
  SELECT op, 'p90' AS percentile, place, p90Ns AS ns FROM each WHERE calls >= 10
  UNION ALL
  SELECT op, 'p99' AS percentile, place, p99Ns AS ns FROM each WHERE calls >= 100
  UNION ALL
  SELECT op, 'p99.9' AS percentile, place, p999Ns AS ns FROM each WHERE calls >= 1000
),
counted AS (
  SELECT
    op,
    percentile,
    place,
    rank() OVER (PARTITION BY op, percentile ORDER BY ns) AS lowest,
    count(*) OVER (PARTITION BY op, percentile, ns) AS ties,
    count(*) OVER (PARTITION BY op, percentile) AS n
  FROM samples
),
-- Ranks of ties are the mean of their places.
by_build AS (
  SELECT
    op,
    percentile,
    place,
    CAST(min(n) AS DOUBLE) AS n,
    CAST(count(*) AS DOUBLE) AS traces,
    sum(lowest + (ties - 1) / 2.0) AS ranks,
    sum(CAST(ties AS DOUBLE) * ties - 1) AS tieTerm
  FROM counted
  GROUP BY op, percentile, place
),
cuts AS (
  SELECT
    op,
    percentile,
    place,
    n,
    sum(tieTerm) OVER (PARTITION BY op, percentile) AS tieTerm,
    count(*) OVER (PARTITION BY op, percentile) AS builds,
    sum(traces) OVER (
      PARTITION BY op, percentile ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS k,
    sum(ranks) OVER (
      PARTITION BY op, percentile ORDER BY place ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS ranksBefore
  FROM by_build
),
-- The normal approximation, corrected for ties and continuity; zMost is what the sizes allow at the most.
scores AS (
  SELECT
    op,
    percentile,
    place,
    n,
    builds,
    CASE
      WHEN n + 1 > tieTerm / (n * (n - 1)) THEN
        greatest(0.0, abs(ranksBefore - k * (k + 1) / 2 - k * (n - k) / 2) - 0.5)
        / sqrt(k * (n - k) / 12 * (n + 1 - tieTerm / (n * (n - 1))))
      ELSE 0.0
    END AS z,
    greatest(0.0, k * (n - k) / 2 - 0.5) / sqrt(k * (n - k) / 12 * (n + 1)) AS zMost
  FROM cuts
  WHERE k IS NOT NULL
),
placed AS (
  SELECT
    op,
    percentile,
    place,
    n,
    builds,
    z,
    max(zMost) OVER (PARTITION BY op, percentile) AS zMost,
    row_number() OVER (PARTITION BY op, percentile ORDER BY z DESC, place) AS choice
  FROM scores
),
-- No engine has the normal distribution: Sampford's bound of its tail is never below it, and from z = 2 on within 0.3 %.
chosen AS (
  SELECT
    op,
    percentile,
    place,
    n,
    builds,
    least(1.0, (builds - 1) * 2 * exp(-z * z / 2) / sqrt(2 * pi()) * 4 / (3 * z + sqrt(z * z + 8))) AS p,
    least(1.0, (builds - 1) * 2 * exp(-zMost * zMost / 2) / sqrt(2 * pi()) * 4 / (3 * zMost + sqrt(zMost * zMost + 8)))
      AS pLeast
  FROM placed
  WHERE choice = 1
),
-- Holm's correction; what can never be significant is no test.
ordered AS (
  SELECT
    op,
    percentile,
    p,
    row_number() OVER (ORDER BY p, op, percentile) AS step,
    count(*) OVER () AS tests
  FROM chosen
  WHERE pLeast <= 0.05
),
adjusted AS (
  SELECT
    op,
    percentile,
    tests,
    max(least(1.0, p * (tests - step + 1)))
      OVER (ORDER BY step ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS p
  FROM ordered
),
medians AS (
  SELECT
    samples.op AS op,
    samples.percentile AS percentile,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY ns) FILTER (WHERE samples.place < chosen.place) AS beforeNs,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY ns) FILTER (WHERE samples.place >= chosen.place) AS sinceNs
  FROM samples
  JOIN chosen ON chosen.op = samples.op AND chosen.percentile = samples.percentile
  GROUP BY samples.op, samples.percentile
),
judged AS (
  SELECT
    chosen.op AS op,
    chosen.percentile AS percentile,
    chosen.place AS place,
    chosen.builds AS builds,
    chosen.n AS n,
    beforeNs,
    sinceNs,
    100.0 * (sinceNs - beforeNs) / nullif(beforeNs, 0) AS changePercent,
    coalesce(adjusted.p, 1.0) AS p,
    CASE
      WHEN coalesce(adjusted.p, 1.0) <= 0.05 AND abs(sinceNs - beforeNs) >= 0.1 * beforeNs THEN
        CASE WHEN sinceNs > beforeNs THEN 'slower' ELSE 'faster' END
      WHEN coalesce(adjusted.p, 1.0) > 0.05 AND chosen.pLeast * coalesce(adjusted.tests, 1) > 0.05 THEN 'inconclusive'
      ELSE 'same'
    END AS verdict
  FROM chosen
  JOIN medians ON medians.op = chosen.op AND medians.percentile = chosen.percentile
  LEFT JOIN adjusted ON adjusted.op = chosen.op AND adjusted.percentile = chosen.percentile
)
SELECT
  op,
  percentile,
  verdict,
  CASE WHEN verdict IN ('slower', 'faster') THEN builds.name END AS changedWith,
  CASE WHEN verdict IN ('slower', 'faster') THEN beforeNs END AS beforeNs,
  CASE WHEN verdict IN ('slower', 'faster') THEN sinceNs END AS sinceNs,
  CASE WHEN verdict IN ('slower', 'faster') THEN round(changePercent, 1) END AS changePercent,
  round(p, 6) AS p,
  judged.builds AS builds,
  CAST(n AS BIGINT) AS traces,
  left_out.inputs AS inputsLeftOut
FROM judged
JOIN builds ON builds.place = judged.place
CROSS JOIN left_out
ORDER BY
  CASE verdict WHEN 'slower' THEN 0 WHEN 'faster' THEN 1 WHEN 'same' THEN 2 ELSE 3 END, judged.p, op, percentile;

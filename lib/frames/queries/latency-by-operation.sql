-- How long does each operation take?
-- Nearest-rank percentiles over the calls whose issue and completion are both in the trace.
WITH operations AS (
  SELECT
    op,
    count(*) AS issued,
    count(latencyNs) AS measured,
    quantile_disc(latencyNs, [0.5, 0.9, 0.99]) AS percentiles,
    max(latencyNs) AS maxNs
  FROM calls
  WHERE outcome <> 'older-than-trace'
  GROUP BY op
)
SELECT
  op,
  issued,
  measured,
  percentiles[1] AS p50Ns,
  percentiles[2] AS p90Ns,
  percentiles[3] AS p99Ns,
  maxNs
FROM operations
ORDER BY p99Ns DESC NULLS LAST, op;

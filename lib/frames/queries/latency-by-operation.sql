-- How long does each operation take?
-- Nearest-rank percentiles over the calls whose issue and completion are both in the trace.
SELECT
  op,
  count(*) AS issued,
  count(latencyNs) AS measured,
  quantile_disc(latencyNs, 0.5) AS p50Ns,
  quantile_disc(latencyNs, 0.9) AS p90Ns,
  quantile_disc(latencyNs, 0.99) AS p99Ns,
  max(latencyNs) AS maxNs
FROM calls
WHERE outcome <> 'older-than-trace'
GROUP BY op
ORDER BY p99Ns DESC NULLS LAST, op;

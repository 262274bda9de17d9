-- How long does each operation take?
-- Nearest-rank percentiles over the calls whose issue and completion are both in the trace.
SELECT
  op,
  count(*) AS issued,
  count(latencyNs) AS measured,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY latencyNs) AS p50Ns,
  percentile_disc(0.9) WITHIN GROUP (ORDER BY latencyNs) AS p90Ns,
  percentile_disc(0.99) WITHIN GROUP (ORDER BY latencyNs) AS p99Ns,
  max(latencyNs) AS maxNs
FROM calls
WHERE outcome <> 'older-than-trace'
GROUP BY op
ORDER BY p99Ns DESC NULLS LAST, op;

-- Is one processor slower than the others?
WITH processors AS (
  SELECT
    processor,
    count(latencyNs) AS calls,
    quantile_disc(latencyNs, [0.5, 0.99]) AS percentiles,
    round(100 * avg((completionProcessor <> processor)::INTEGER), 1) AS completedElsewherePercent
  FROM calls
  WHERE latencyNs IS NOT NULL
  GROUP BY processor
)
SELECT processor, calls, percentiles[1] AS p50Ns, percentiles[2] AS p99Ns, completedElsewherePercent
FROM processors
ORDER BY p99Ns DESC, processor;

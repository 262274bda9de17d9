-- Is it the DPC? Where do completions run, and are those at DISPATCH_LEVEL slower?
WITH places AS (
  SELECT op, completionIrql, inline, count(*) AS calls, quantile_disc(latencyNs, [0.5, 0.99]) AS percentiles
  FROM calls
  WHERE latencyNs IS NOT NULL
  GROUP BY ALL
)
SELECT op, completionIrql, inline, calls, percentiles[1] AS p50Ns, percentiles[2] AS p99Ns
FROM places
ORDER BY op, completionIrql, inline;

-- Is it the DPC? Where do completions run, and are those at DISPATCH_LEVEL slower?
SELECT
  op,
  completionIrql,
  inline,
  count(*) AS calls,
  quantile_disc(latencyNs, 0.5) AS p50Ns,
  quantile_disc(latencyNs, 0.99) AS p99Ns
FROM calls
WHERE latencyNs IS NOT NULL
GROUP BY ALL
ORDER BY op, completionIrql, inline;

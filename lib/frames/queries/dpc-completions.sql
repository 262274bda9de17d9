-- Is it the DPC? Where do completions run, and are those at DISPATCH_LEVEL slower?
SELECT
  op,
  completionIrql,
  inline,
  count(*) AS calls,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY latencyNs) AS p50Ns,
  percentile_disc(0.99) WITHIN GROUP (ORDER BY latencyNs) AS p99Ns
FROM calls
WHERE latencyNs IS NOT NULL
GROUP BY op, completionIrql, inline
ORDER BY op, completionIrql NULLS LAST, inline;

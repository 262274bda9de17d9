-- Is one processor slower than the others?
SELECT
  processor,
  count(latencyNs) AS calls,
  quantile_disc(latencyNs, 0.5) AS p50Ns,
  quantile_disc(latencyNs, 0.99) AS p99Ns,
  round(100 * avg((completionProcessor <> processor)::INTEGER), 1) AS completedElsewherePercent
FROM calls
WHERE latencyNs IS NOT NULL
GROUP BY processor
ORDER BY p99Ns DESC, processor;

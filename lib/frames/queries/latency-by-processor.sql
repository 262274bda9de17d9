-- Is one processor slower than the others?
SELECT
  processor,
  count(latencyNs) AS calls,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY latencyNs) AS p50Ns,
  percentile_disc(0.99) WITHIN GROUP (ORDER BY latencyNs) AS p99Ns,
  round(100 * avg(CASE WHEN completionProcessor <> processor THEN 1 WHEN completionProcessor = processor THEN 0 END), 1)
    AS completedElsewherePercent
FROM calls
WHERE latencyNs IS NOT NULL
GROUP BY processor
ORDER BY p99Ns DESC, processor;

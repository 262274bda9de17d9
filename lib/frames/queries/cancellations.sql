-- How long does a call live on after the driver asked for its cancellation?
SELECT
  op,
  count(*) AS cancelRequests,
  count(*) FILTER (WHERE outcome = 'cancelled') AS cancelled,
  count(*) FILTER (WHERE outcome = 'pending') AS neverCompleted,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY completedNs - cancelRequestedNs) AS p50Ns,
  max(completedNs - cancelRequestedNs) AS maxNs
FROM calls
WHERE cancelRequestedNs IS NOT NULL
GROUP BY op
ORDER BY cancelRequests DESC, op;

-- How long does a call live on after the driver asked for its cancellation?
SELECT
  op,
  count(*) AS cancelRequests,
  count(*) FILTER (outcome = 'cancelled') AS cancelled,
  count(*) FILTER (outcome = 'pending') AS neverCompleted,
  quantile_disc(completedNs - cancelRequestedNs, 0.5) AS p50Ns,
  max(completedNs - cancelRequestedNs) AS maxNs
FROM calls
WHERE cancelRequestedNs IS NOT NULL
GROUP BY op
ORDER BY cancelRequests DESC, op;

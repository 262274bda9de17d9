-- Which sockets are slow, and at what?
-- The 99th percentile (nearest-rank) of each socket's calls of one operation, slowest first.
SELECT
  c.socketId,
  s.category,
  s.remoteAddress,
  c.op,
  count(c.latencyNs) AS calls,
  quantile_disc(c.latencyNs, 0.5) AS p50Ns,
  quantile_disc(c.latencyNs, 0.99) AS p99Ns,
  max(c.latencyNs) AS maxNs
FROM calls c
LEFT JOIN sockets s USING (provider, load, socketId)
WHERE c.latencyNs IS NOT NULL AND c.socketId IS NOT NULL
GROUP BY ALL
ORDER BY p99Ns DESC, c.socketId
LIMIT 20;

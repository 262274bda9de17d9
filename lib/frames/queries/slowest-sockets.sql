-- Which sockets are slow, and at what?
-- The 99th percentile (nearest-rank) of each socket's calls of one operation, slowest first.
WITH groups AS (
  SELECT provider, load, socketId, op, count(*) AS calls, max(latencyNs) AS maxNs
  FROM calls
  WHERE latencyNs IS NOT NULL AND socketId IS NOT NULL
  GROUP BY ALL
),
-- Of less than a hundred calls the 99th percentile is the longest one: most sockets need no sorting.
ranked AS (
  SELECT provider, load, socketId, op, calls, maxNs, maxNs AS p99Ns FROM groups WHERE calls < 100
  UNION ALL
  SELECT provider, load, socketId, op, any_value(g.calls), any_value(maxNs), quantile_disc(latencyNs, 0.99)
  FROM calls JOIN groups g USING (provider, load, socketId, op)
  WHERE g.calls >= 100 AND latencyNs IS NOT NULL
  GROUP BY ALL
),
slowest AS (
  SELECT * FROM ranked ORDER BY p99Ns DESC, socketId, op LIMIT 20
)
SELECT
  slowest.socketId,
  any_value(s.category) AS category,
  any_value(s.remoteAddress) AS remoteAddress,
  slowest.op,
  any_value(slowest.calls) AS calls,
  quantile_disc(c.latencyNs, 0.5) AS p50Ns,
  any_value(slowest.p99Ns) AS p99Ns,
  any_value(slowest.maxNs) AS maxNs
FROM slowest
JOIN calls c USING (provider, load, socketId, op)
LEFT JOIN sockets s USING (provider, load, socketId)
WHERE c.latencyNs IS NOT NULL
GROUP BY slowest.provider, slowest.load, slowest.socketId, slowest.op
ORDER BY p99Ns DESC, slowest.socketId, slowest.op;

-- Which sockets are slow, and at what?
-- The 99th percentile (nearest-rank) of each socket's calls of one operation, slowest first.
WITH measured AS (
  SELECT traceId, provider, load, socketId, op, latencyNs
  FROM calls
  WHERE latencyNs IS NOT NULL AND socketId IS NOT NULL
),
-- Sorting every socket’s calls would take long. The sockets with the longest calls tell how slow the slowest are at
-- least; what has no call as long as that is not among them.
leaders AS (
  SELECT DISTINCT traceId, provider, load, socketId, op
  FROM (SELECT * FROM measured ORDER BY latencyNs DESC LIMIT 1000) AS longest
),
bounds AS (
  SELECT percentile_disc(0.99) WITHIN GROUP (ORDER BY latencyNs) AS p99Ns
  FROM measured
  WHERE (traceId, provider, load, socketId, op) IN (SELECT traceId, provider, load, socketId, op FROM leaders)
  GROUP BY traceId, provider, load, socketId, op
  ORDER BY p99Ns DESC
  LIMIT 20
),
bound AS (SELECT CASE WHEN count(*) = 20 THEN min(p99Ns) ELSE 0 END AS leastNs FROM bounds),
contenders AS (
  SELECT DISTINCT traceId, provider, load, socketId, op
  FROM measured
  CROSS JOIN bound
  WHERE latencyNs >= leastNs
),
slowest AS (
  SELECT
    traceId,
    provider,
    load,
    socketId,
    op,
    count(*) AS calls,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY latencyNs) AS p50Ns,
    percentile_disc(0.99) WITHIN GROUP (ORDER BY latencyNs) AS p99Ns,
    max(latencyNs) AS maxNs
  FROM measured
  WHERE (traceId, provider, load, socketId, op) IN (SELECT traceId, provider, load, socketId, op FROM contenders)
  GROUP BY traceId, provider, load, socketId, op
  ORDER BY p99Ns DESC, socketId, op, traceId, provider, load
  LIMIT 20
)
SELECT
  slowest.socketId AS socketId,
  category,
  remoteAddress,
  op,
  slowest.calls AS calls,
  p50Ns,
  p99Ns,
  maxNs,
  slowest.load AS load,
  slowest.provider AS provider,
  slowest.traceId AS traceId
FROM slowest
LEFT JOIN sockets
  ON sockets.traceId = slowest.traceId AND sockets.provider = slowest.provider AND sockets.load = slowest.load
  AND sockets.socketId = slowest.socketId
ORDER BY p99Ns DESC, slowest.socketId, op, slowest.traceId, slowest.provider, slowest.load;

-- Which sockets are slow, and at what?
-- The 99th percentile (nearest-rank) of each socket's calls of one operation, slowest first.
WITH measured AS (
  SELECT provider, load, socketId, op, latencyNs FROM calls WHERE latencyNs IS NOT NULL AND socketId IS NOT NULL
),
-- Sorting every socket’s calls would take long. The sockets with the longest calls tell how slow the slowest are at
-- least; what has no call as long as that is not among them.
leaders AS MATERIALIZED (
  SELECT DISTINCT socketId, op FROM (FROM measured ORDER BY latencyNs DESC LIMIT 1000)
),
bounds AS (
  SELECT quantile_disc(latencyNs, 0.99) AS p99Ns
  FROM measured
  WHERE (socketId, op) IN (FROM leaders)
  GROUP BY provider, load, socketId, op
  ORDER BY p99Ns DESC
  LIMIT 20
),
contenders AS MATERIALIZED (
  SELECT DISTINCT socketId, op
  FROM measured
  WHERE latencyNs >= (SELECT CASE WHEN count(*) = 20 THEN min(p99Ns) ELSE 0 END FROM bounds)
),
slowest AS (
  SELECT
    provider,
    load,
    socketId,
    op,
    count(*) AS calls,
    quantile_disc(latencyNs, [0.5, 0.99]) AS percentiles,
    max(latencyNs) AS maxNs
  FROM measured
  WHERE (socketId, op) IN (FROM contenders)
  GROUP BY provider, load, socketId, op
  ORDER BY percentiles[2] DESC, socketId, op
  LIMIT 20
)
SELECT
  socketId,
  category,
  remoteAddress,
  op,
  slowest.calls,
  percentiles[1] AS p50Ns,
  percentiles[2] AS p99Ns,
  maxNs
FROM slowest
LEFT JOIN sockets USING (provider, load, socketId)
ORDER BY p99Ns DESC, socketId, op;

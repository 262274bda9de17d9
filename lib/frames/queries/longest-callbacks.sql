-- Which event callbacks run long? They hold up the transport, and must not wait.
SELECT
  kind,
  count(*) AS runs,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY durationNs) AS p50Ns,
  percentile_disc(0.99) WITHIN GROUP (ORDER BY durationNs) AS p99Ns,
  max(durationNs) AS maxNs,
  min(socketId) FILTER (WHERE isLongest) AS slowestSocketId
FROM (
  SELECT kind, durationNs, socketId, durationNs = max(durationNs) OVER (PARTITION BY kind) AS isLongest
  FROM callbacks
  WHERE durationNs IS NOT NULL
) AS run
GROUP BY kind
ORDER BY maxNs DESC, kind;

-- Which event callbacks run long? They hold up the transport, and must not wait.
SELECT
  kind,
  count(*) AS runs,
  quantile_disc(durationNs, 0.5) AS p50Ns,
  quantile_disc(durationNs, 0.99) AS p99Ns,
  max(durationNs) AS maxNs,
  arg_max(socketId, durationNs) AS slowestSocketId
FROM callbacks
WHERE durationNs IS NOT NULL
GROUP BY kind
ORDER BY maxNs DESC;

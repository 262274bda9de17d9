-- Which event callbacks run long? They hold up the transport, and must not wait. The socket is that of the longest run.
SELECT
  kind,
  count(*) AS runs,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY durationNs) AS p50Ns,
  percentile_disc(0.99) WITHIN GROUP (ORDER BY durationNs) AS p99Ns,
  max(durationNs) AS maxNs,
  min(socketId) FILTER (WHERE place = 1) AS slowestSocketId,
  min(load) FILTER (WHERE place = 1) AS load,
  min(provider) FILTER (WHERE place = 1) AS provider,
  min(traceId) FILTER (WHERE place = 1) AS traceId
FROM (
  SELECT
    kind, durationNs, socketId, load, provider, traceId,
    row_number() OVER (
      PARTITION BY kind ORDER BY durationNs DESC, socketId NULLS LAST, traceId, provider, load, enteredNs
    ) AS place
  FROM callbacks
  WHERE durationNs IS NOT NULL
) AS run
GROUP BY kind
ORDER BY maxNs DESC, kind;

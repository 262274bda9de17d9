-- How much data moves? Bytes a second sent and received, for each second of the trace.
SELECT
  second,
  sum(bytes) FILTER (WHERE op LIKE 'Send%') AS bytesSent,
  sum(bytes) FILTER (WHERE op LIKE 'Receive%') AS bytesReceived,
  count(*) AS calls,
  traceId
FROM (SELECT traceId, op, bytes, floor(completedNs / 1e9) AS second FROM calls WHERE bytes IS NOT NULL) AS moved
GROUP BY traceId, second
ORDER BY traceId, second;

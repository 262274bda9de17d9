-- How much data moves? Bytes a second sent and received, for each second in which calls completed.
SELECT
  second,
  sum(bytes) FILTER (WHERE op LIKE 'Send%' OR op = 'IRP_MJ_WRITE') AS bytesSent,
  sum(bytes) FILTER (WHERE op LIKE 'Receive%' OR op = 'IRP_MJ_READ') AS bytesReceived,
  count(*) AS calls,
  traceId
FROM (SELECT traceId, op, bytes, floor(completedNs / 1e9) AS second FROM calls WHERE bytes IS NOT NULL) AS moved
GROUP BY traceId, second
ORDER BY traceId, second;

-- How much data moves? Bytes a second sent and received, for each second of the trace.
SELECT
  floor(completedNs / 1e9) AS second,
  sum(bytes) FILTER (op LIKE 'Send%') AS bytesSent,
  sum(bytes) FILTER (op LIKE 'Receive%') AS bytesReceived,
  count(*) AS calls
FROM calls
WHERE bytes IS NOT NULL
GROUP BY second
ORDER BY second;

-- Which single calls took the longest?
SELECT callId, op, socketId, function, line, issuedNs, latencyNs, status, load, provider, traceId
FROM calls
WHERE latencyNs IS NOT NULL
ORDER BY latencyNs DESC, callId, traceId, provider, load
LIMIT 20;

-- Which single calls took the longest?
SELECT callId, op, socketId, function, line, issuedNs, latencyNs, status
FROM calls
WHERE latencyNs IS NOT NULL
ORDER BY latencyNs DESC, callId
LIMIT 20;

-- What was found, and with which calls, IRPs and sockets?
SELECT f.confidence, f.rule, f.op, f.function, f.line, o.callId, o.irpId, o.socketId, o.firstNs, o.consequences
FROM findings f
JOIN occurrences o USING (fingerprint)
ORDER BY f.severity, f.rule, o.firstNs
LIMIT 200;

-- What was found, and with which calls, IRPs and sockets?
SELECT f.confidence, f.rule, f.op, f.function, f.line, o.callId, o.irpId, o.socketId, o.firstNs, o.consequences,
  o.load, f.provider, f.traceId
FROM findings f
JOIN occurrences o ON o.traceId = f.traceId AND o.fingerprint = f.fingerprint
ORDER BY
  f.severity, f.rule, o.firstNs NULLS LAST, f.traceId, f.fingerprint, o.load NULLS LAST,
  o.callId NULLS LAST, o.irpId NULLS LAST, o.socketId NULLS LAST
LIMIT 200;

-- What was still pending at the end, and for how long?
SELECT callId, op, irpId, socketId, function, line, issuedNs, latencyAtLeastNs, cancelRequestedNs, load, provider, traceId
FROM calls
WHERE outcome = 'pending'
ORDER BY latencyAtLeastNs DESC NULLS LAST, callId, traceId, provider, load;

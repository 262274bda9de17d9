-- What was still pending at the end, and for how long?
SELECT callId, op, irpId, socketId, function, line, issuedNs, latencyAtLeastNs, cancelRequestedNs
FROM calls
WHERE outcome = 'pending'
ORDER BY latencyAtLeastNs DESC, callId;

-- Which sockets were never closed, and who asked for them?
SELECT socketId, category, remoteAddress, function, line, createdNs, closeIssuedNs, calls, load, provider, traceId
FROM sockets
WHERE outcome <> 'closed'
ORDER BY createdNs NULLS FIRST, socketId, traceId, provider, load;

-- Which sockets were never closed, and who asked for them?
SELECT socketId, category, remoteAddress, function, line, createdNs, closeIssuedNs, calls
FROM sockets
WHERE outcome <> 'closed'
ORDER BY createdNs NULLS FIRST, socketId;

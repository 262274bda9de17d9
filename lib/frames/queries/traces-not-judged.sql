-- Which traces could not be judged, and why?
SELECT build, machine, status, path, message, exitCode, traceId
FROM status
WHERE status <> 'ok'
ORDER BY build NULLS FIRST, machine NULLS FIRST, status, path;

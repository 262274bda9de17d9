-- Who delays calls? The modules whose DPCs and interrupts, and the processes whose threads, ran in their place.
SELECT coalesce(module, process, 'unknown') AS who, cause, count(DISTINCT (traceId, provider, load, callId)) AS calls,
  sum(durationNs) AS totalNs, max(durationNs) AS longestNs
FROM segments
WHERE cause IN ('interrupt', 'dpc', 'preempted', 'ready', 'interrupt-to-dpc')
GROUP BY coalesce(module, process, 'unknown'), cause
ORDER BY totalNs DESC, who, cause
LIMIT 20;

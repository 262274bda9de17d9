-- Where does the time of the slowest calls go? By operation, phase and cause; not-recorded tells what to record.
SELECT op, phase, cause, missing, count(DISTINCT (traceId, provider, load, callId)) AS calls, sum(durationNs) AS totalNs,
  round(100 * sum(durationNs) / sum(sum(durationNs)) OVER (PARTITION BY op), 1) AS percentOfOp, max(durationNs) AS longestNs
FROM segments
GROUP BY op, phase, cause, missing
ORDER BY op, totalNs DESC, phase, cause, missing NULLS LAST;

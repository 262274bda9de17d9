-- Which function leaks IRPs? Those allocated in the trace and never freed, by where they were allocated.
SELECT
  function,
  line,
  count(*) AS allocated,
  count(*) FILTER (outcome = 'outstanding') AS notFreed,
  sum(uses) FILTER (outcome = 'outstanding') AS usesOfThose
FROM irps
WHERE allocatedNs IS NOT NULL AND origin <> 'passed-down'
GROUP BY function, line
HAVING notFreed > 0
ORDER BY notFreed DESC, function, line;

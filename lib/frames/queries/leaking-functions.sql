-- Which function leaks IRPs? Those allocated in the trace and never freed, by where they were allocated.
SELECT
  function,
  line,
  count(*) AS allocated,
  count(*) FILTER (WHERE outcome = 'outstanding') AS notFreed,
  sum(uses) FILTER (WHERE outcome = 'outstanding') AS usesOfThose
FROM irps
WHERE allocatedNs IS NOT NULL AND origin <> 'passed-down'
GROUP BY function, line
HAVING count(*) FILTER (WHERE outcome = 'outstanding') > 0
ORDER BY notFreed DESC, function NULLS LAST, line NULLS LAST;

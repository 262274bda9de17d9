-- Are IRPs reused or allocated anew? Calls for each IRP, by where it was allocated.
SELECT
  function,
  line,
  origin,
  count(*) AS irps,
  count(DISTINCT CASE WHEN pointer IS NOT NULL THEN concat(traceId, pointer) END) AS addresses,
  round(avg(uses), 2) AS callsEach,
  max(uses) AS mostCalls
FROM irps
GROUP BY function, line, origin
ORDER BY irps DESC, function NULLS LAST, line NULLS LAST, origin NULLS LAST;

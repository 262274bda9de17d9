-- What fails, with which status, and where was it issued?
SELECT op, status, outcome, function, count(*) AS calls, min(issuedNs) AS firstNs, max(issuedNs) AS lastNs
FROM calls
WHERE outcome IN ('failed', 'cancelled')
GROUP BY op, status, outcome, function
ORDER BY calls DESC, op, status NULLS LAST, outcome, function NULLS LAST;

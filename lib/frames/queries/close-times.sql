-- How long do closes take, and how much was in flight on the socket when they were issued?
SELECT
  s.category,
  count(*) AS closes,
  quantile_disc(s.closedNs - s.closeIssuedNs, 0.5) AS p50Ns,
  quantile_disc(s.closedNs - s.closeIssuedNs, 0.99) AS p99Ns,
  max(s.closedNs - s.closeIssuedNs) AS maxNs
FROM sockets s
WHERE s.closedNs IS NOT NULL AND s.closeIssuedNs IS NOT NULL
GROUP BY s.category
ORDER BY maxNs DESC;

-- How long do closes take?
SELECT
  category,
  count(*) AS closes,
  percentile_disc(0.5) WITHIN GROUP (ORDER BY closedNs - closeIssuedNs) AS p50Ns,
  percentile_disc(0.99) WITHIN GROUP (ORDER BY closedNs - closeIssuedNs) AS p99Ns,
  max(closedNs - closeIssuedNs) AS maxNs
FROM sockets
WHERE closedNs IS NOT NULL AND closeIssuedNs IS NOT NULL
GROUP BY category
ORDER BY maxNs DESC, category NULLS LAST;

SELECT warehouse, count(*) AS movement_id_COUNT, sum(quantity) AS quantity_SUM,
  sum(CASE WHEN julianday(counted_on) - julianday(moved_on) BETWEEN 0 AND 6 THEN quantity END) AS quantity_SUM_0_6
FROM movements GROUP BY warehouse ORDER BY warehouse;

WITH windows AS (
  SELECT sku, counted_on, warehouse, quantity, julianday(counted_on) - julianday(moved_on) AS days FROM movements
)
SELECT sku, counted_on, warehouse, sum(quantity) AS quantity_sum, count(quantity) AS quantity_count,
  sum(CASE WHEN days < 7 THEN quantity END) AS quantity_sum_7d,
  sum(CASE WHEN days < 30 THEN quantity END) AS quantity_sum_30d,
  sum(CASE WHEN days < 7 THEN quantity END) * 1.0 / nullif(sum(CASE WHEN days < 30 THEN quantity END), 0) AS quantity_sum_ratio_7d_30d
FROM windows GROUP BY sku, counted_on, warehouse ORDER BY 1, 2, 3;

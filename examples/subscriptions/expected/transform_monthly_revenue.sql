WITH pairs AS (
  SELECT p.month, p.amount_cents,
    (SELECT b.amount_cents FROM paid b WHERE b.customer_id = p.customer_id AND b.month < p.month ORDER BY b.month DESC LIMIT 1) AS before
  FROM paid p
)
SELECT month, count(*) AS customers, sum(amount_cents) AS revenue_cents,
  sum(CASE WHEN before IS NULL THEN amount_cents END) AS new_cents,
  sum(max(amount_cents - coalesce(before, amount_cents), 0)) AS expansion_cents,
  sum(max(coalesce(before, amount_cents) - amount_cents, 0)) AS contraction_cents
FROM pairs GROUP BY month ORDER BY month;

SELECT customer_id, count(*) AS months_paid, sum(amount_cents) AS paid_cents,
  (SELECT plan FROM paid q WHERE q.customer_id = p.customer_id ORDER BY month DESC LIMIT 1) AS last_plan, max(month) AS last_month
FROM paid p GROUP BY customer_id ORDER BY customer_id;

SELECT card_id, date(paid_at) AS day, sum(amount_cents) AS amount_sum, max(amount_cents) AS amount_max, count(amount_cents) AS amount_count,
  sum(amount_cents >= 20000) AS amount_count_if, sum(CASE WHEN amount_cents >= 20000 THEN amount_cents END) AS amount_sum_if
FROM transactions GROUP BY 1, 2 ORDER BY 1, 2;

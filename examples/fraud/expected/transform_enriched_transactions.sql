SELECT t.transaction_id, t.card_id, t.paid_at, date(t.paid_at) AS day, t.amount_cents, m.category,
  m.country <> c.country AS is_abroad, t.amount_cents * 1.0 / CAST(c.limit_cents AS INTEGER) AS limit_share, t.is_fraud
FROM transactions t, cards c, merchants m
WHERE c.card_id = t.card_id AND CAST(m.merchant_id AS INTEGER) = t.merchant_id
ORDER BY t.transaction_id;

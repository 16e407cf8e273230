SELECT a.transaction_id,
  (SELECT count(*) FROM transactions b WHERE b.card_id = a.card_id AND b.transaction_id <> a.transaction_id
    AND unixepoch(b.paid_at) BETWEEN unixepoch(a.paid_at) - 3600 AND unixepoch(a.paid_at)) AS payments_before_short,
  (SELECT count(*) FROM transactions b WHERE b.card_id = a.card_id AND b.transaction_id <> a.transaction_id
    AND unixepoch(b.paid_at) BETWEEN unixepoch(a.paid_at) - 86400 AND unixepoch(a.paid_at)) AS payments_before_long,
  (SELECT coalesce(sum(b.amount_cents), 0) FROM transactions b WHERE b.card_id = a.card_id AND b.transaction_id <> a.transaction_id
    AND unixepoch(b.paid_at) BETWEEN unixepoch(a.paid_at) - 86400 AND unixepoch(a.paid_at)) AS cents_before_long
FROM transactions a ORDER BY a.transaction_id;

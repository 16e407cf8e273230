WITH months AS (SELECT DISTINCT date(booked_on, 'start of month') AS month FROM euro_lines)
SELECT m.month, a.account, a.name,
  (SELECT coalesce(sum(l.euro_cents), 0) FROM euro_lines l WHERE l.account = a.account AND l.booked_on < date(m.month, '+1 month'))
    * CASE a.side WHEN 'debit' THEN 1 ELSE -1 END AS balance_cents
FROM months m, accounts a ORDER BY m.month, a.account;

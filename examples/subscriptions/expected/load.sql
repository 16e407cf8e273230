.import --csv data/customers.csv customers
.import --csv data/invoices.csv invoices
CREATE TABLE paid AS
SELECT CAST(i.customer_id AS INTEGER) AS customer_id, c.country, i.month, i.plan, CAST(i.amount_cents AS INTEGER) AS amount_cents,
  date(c.joined_on, 'start of month') AS cohort,
  (CAST(strftime('%Y', i.month) AS INTEGER) - CAST(strftime('%Y', c.joined_on) AS INTEGER)) * 12
    + CAST(strftime('%m', i.month) AS INTEGER) - CAST(strftime('%m', c.joined_on) AS INTEGER) AS months_in
FROM invoices i JOIN customers c ON c.customer_id = i.customer_id
WHERE i.status = 'paid';

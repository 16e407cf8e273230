ATTACH 'data/ledger.db' AS ledger;
.import --csv data/accounts.csv accounts
.import --csv data/rates.csv rates
CREATE TABLE priced AS
SELECT l.*, (SELECT max(r.valid_from) FROM rates r WHERE r.currency = l.currency AND r.valid_from <= l.booked_on) AS rate_from
FROM ledger.lines l;
CREATE TABLE euro AS
SELECT p.line_id, p.entry_id, p.booked_on, p.account, p.currency, p.rate_from,
  (p.debit_cents - p.credit_cents) * coalesce(CAST(r.per_million AS INTEGER), 1000000) AS millionths
FROM priced p LEFT JOIN rates r ON r.currency = p.currency AND r.valid_from = p.rate_from;
-- Fractions of a cent are cut off.
CREATE TABLE euro_lines AS
SELECT line_id, entry_id, booked_on, account, currency, rate_from,
  millionths / 1000000 AS euro_cents
FROM euro;

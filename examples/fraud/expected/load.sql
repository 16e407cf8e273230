.import --csv data/cards.csv cards
.import --csv data/merchants.csv merchants
CREATE TABLE transactions AS
WITH RECURSIVE lines(line, rest) AS (
  SELECT NULL, CAST(readfile('data/transactions.jsonl') AS TEXT)
  UNION ALL
  SELECT substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1) FROM lines WHERE rest <> ''
)
SELECT
  line ->> 'transaction_id' AS transaction_id,
  line ->> 'card_id' AS card_id,
  line ->> 'merchant_id' AS merchant_id,
  line ->> 'amount_cents' AS amount_cents,
  line ->> 'paid_at' AS paid_at,
  line ->> 'is_fraud' AS is_fraud
FROM lines WHERE line IS NOT NULL;

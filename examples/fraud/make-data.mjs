import { fileURLToPath } from 'node:url';
import { randomNumbers } from '../tools/random.mjs';
import { compareText, csv, day, jsonLines, timestamp, writeData } from '../tools/write-data.mjs';

const random = randomNumbers(11);
const start = Date.UTC(2026, 0, 1) / 1000;
const countries = ['DE', 'FR', 'NL', 'PL', 'ES'];

const cards = Array.from({ length: 120 }, (_, i) => ({
  card_id: `c${String(i + 1).padStart(4, '0')}`,
  country: random.pick(countries),
  limit_cents: random.pick([50000, 100000, 250000]),
  opened_on: day(start - random.whole(30, 1500) * 86400),
}));
const merchants = Array.from({ length: 40 }, (_, i) => ({
  merchant_id: i + 1,
  category: random.pick(['grocery', 'travel', 'electronics', 'gaming', 'fuel']),
  country: random.pick(countries),
}));

const transactions = [];
for (const card of cards) {
  let at = start + random.whole(0, 5 * 86400);
  const isStolenFrom = random.happens(0.2) ? start + random.whole(20, 50) * 86400 : Infinity;
  while (at < start + 60 * 86400) {
    const isFraud = at > isStolenFrom && at < isStolenFrom + 2 * 86400;
    transactions.push({
      card_id: card.card_id,
      merchant_id: random.whole(1, merchants.length),
      amount_cents: isFraud ? random.whole(20000, 90000) : random.whole(150, 12000),
      paid_at: timestamp(at),
      // Some reports come late and some never: the label of those is not known.
      is_fraud: random.happens(0.02) ? null : isFraud,
    });
    at += isFraud ? random.whole(300, 5400) : random.whole(4 * 3600, 5 * 86400);
  }
}
transactions.sort((a, b) => compareText(a.paid_at + a.card_id, b.paid_at + b.card_id));
const numbered = transactions.map((transaction, i) => ({ transaction_id: i + 1, ...transaction }));

writeData(fileURLToPath(new URL('.', import.meta.url)), {
  'cards.csv': csv(cards),
  'merchants.csv': csv(merchants),
  'transactions.jsonl': jsonLines(numbered),
});

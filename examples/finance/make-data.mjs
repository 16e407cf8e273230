import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomNumbers } from '../tools/random.mjs';
import { csv, day, writeData } from '../tools/write-data.mjs';

const random = randomNumbers(61);
const start = Date.UTC(2026, 0, 2) / 1000;
const projectDir = fileURLToPath(new URL('.', import.meta.url));

const accounts = [
  { account: '1000', name: 'Cash', side: 'debit' },
  { account: '1200', name: 'Receivables', side: 'debit' },
  { account: '2000', name: 'Payables', side: 'credit' },
  { account: '4000', name: 'Sales', side: 'credit' },
  { account: '6000', name: 'Rent', side: 'debit' },
  { account: '6100', name: 'Wages', side: 'debit' },
];
const pairs = [
  ['1200', '4000'],
  ['1000', '1200'],
  ['6000', '2000'],
  ['6100', '1000'],
  ['2000', '1000'],
];

const lines = [];
for (let entry = 1; entry <= 500; entry += 1) {
  const [debit, credit] = random.pick(pairs);
  const shared = {
    entry_id: entry,
    booked_on: day(start + random.whole(0, 89) * 86400),
    currency: random.pick(['EUR', 'EUR', 'USD', 'GBP']),
  };
  const cents = random.whole(1000, 500000);
  lines.push({ line_id: lines.length + 1, ...shared, account: debit, debit_cents: cents, credit_cents: 0 });
  lines.push({ line_id: lines.length + 1, ...shared, account: credit, debit_cents: 0, credit_cents: cents });
}

// Rates are published on weekdays only: the one of Friday holds on Sunday.
const rates = [];
for (let d = -5; d < 90; d += 1) {
  const at = start + d * 86400;
  const weekday = new Date(at * 1000).getUTCDay();
  if (weekday === 0 || weekday === 6) continue;
  rates.push({ currency: 'USD', valid_from: day(at), per_million: 900000 + random.whole(-20000, 20000) });
  rates.push({ currency: 'GBP', valid_from: day(at), per_million: 1160000 + random.whole(-20000, 20000) });
}

mkdirSync(join(projectDir, 'data'), { recursive: true });
const database = join(projectDir, 'data', 'ledger.db');
rmSync(database, { force: true });
const values = lines.map(
  (line) =>
    `(${String(line.line_id)},${String(line.entry_id)},'${line.booked_on}','${line.currency}','${line.account}',${String(line.debit_cents)},${String(line.credit_cents)})`,
);
execFileSync('sqlite3', [database], {
  input: `CREATE TABLE lines (line_id INTEGER PRIMARY KEY, entry_id INTEGER, booked_on TEXT, currency TEXT, account TEXT, debit_cents INTEGER, credit_cents INTEGER);
INSERT INTO lines VALUES ${values.join(',\n')};
VACUUM;`,
});
writeData(projectDir, { 'accounts.csv': csv(accounts), 'rates.csv': csv(rates) });

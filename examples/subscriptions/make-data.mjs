import { fileURLToPath } from 'node:url';
import { randomNumbers } from '../tools/random.mjs';
import { csv, writeData } from '../tools/write-data.mjs';

const random = randomNumbers(23);
const months = 18;
const month = (i) => `${String(2025 + Math.floor(i / 12))}-${String((i % 12) + 1).padStart(2, '0')}`;
const plans = [
  { plan: 'solo', price_cents: 900, seats: 1 },
  { plan: 'team', price_cents: 4900, seats: 10 },
  { plan: 'company', price_cents: 19900, seats: 100 },
];

const customers = [];
const invoices = [];
for (let id = 1; id <= 300; id += 1) {
  const joined = random.whole(0, months - 3);
  let plan = random.pick(plans.slice(0, 2));
  customers.push({
    customer_id: id,
    country: random.pick(['DE', 'US', 'JP', 'BR']),
    channel: random.pick(['search', 'friend', 'advert', null]),
    joined_on: `${month(joined)}-${String(random.whole(1, 28)).padStart(2, '0')}`,
  });
  const leaves = plan.plan === 'solo' ? 0.09 : 0.04;
  for (let i = joined; i < months; i += 1) {
    if (i > joined && random.happens(leaves)) break;
    if (random.happens(0.03)) plan = random.pick(plans);
    invoices.push({
      invoice_id: invoices.length + 1,
      customer_id: id,
      plan: plan.plan,
      month: `${month(i)}-01`,
      amount_cents: plan.price_cents,
      status: random.happens(0.03) ? 'void' : 'paid',
    });
  }
}

writeData(fileURLToPath(new URL('.', import.meta.url)), {
  'plans.csv': csv(plans),
  'customers.csv': csv(customers),
  'invoices.csv': csv(invoices),
});

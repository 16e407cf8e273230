import { fileURLToPath } from 'node:url';
import { randomNumbers } from '../tools/random.mjs';
import { csv, day, writeData } from '../tools/write-data.mjs';

const random = randomNumbers(37);
const start = Date.UTC(2026, 2, 1) / 1000;

const items = Array.from({ length: 60 }, (_, i) => ({
  sku: `SKU-${String(i + 1).padStart(3, '0')}`,
  supplier_id: random.whole(1, 6),
  unit_cost_cents: random.whole(120, 9900),
  reorder_point: random.whole(20, 60),
}));
const suppliers = Array.from({ length: 6 }, (_, i) => ({
  supplier_id: i + 1,
  name: ['Nord', 'Harbour', 'Pine', 'Castle', 'Meadow', 'Quarry'][i],
  lead_days: random.whole(2, 14),
}));

const movements = [];
for (const item of items) {
  for (const warehouse of ['north', 'south']) {
    let onHand = random.whole(50, 150);
    movements.push({ day: 0, sku: item.sku, warehouse, kind: 'receipt', quantity: onHand });
    for (let d = 1; d < 45; d += 1) {
      if (random.happens(0.35)) {
        const sold = Math.min(onHand, random.whole(1, 9));
        if (sold > 0) {
          onHand -= sold;
          movements.push({ day: d, sku: item.sku, warehouse, kind: 'sale', quantity: -sold });
        }
      }
      if (onHand < item.reorder_point && random.happens(0.2)) {
        const received = random.whole(40, 90);
        onHand += received;
        movements.push({ day: d, sku: item.sku, warehouse, kind: 'receipt', quantity: received });
      }
    }
  }
}
movements.sort((a, b) => a.day - b.day);
const rows = movements.map(({ day: d, ...movement }, i) => ({
  movement_id: i + 1,
  moved_on: day(start + d * 86400),
  ...movement,
  counted_on: day(start + 44 * 86400),
}));

writeData(fileURLToPath(new URL('.', import.meta.url)), {
  'items.csv': csv(items, ';'),
  'suppliers.csv': csv(suppliers, ';'),
  'movements.csv': csv(rows, ';'),
});

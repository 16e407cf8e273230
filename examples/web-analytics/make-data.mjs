import { fileURLToPath } from 'node:url';
import { randomNumbers } from '../tools/random.mjs';
import { compareText, csv, jsonLines, timestamp, writeData } from '../tools/write-data.mjs';

const random = randomNumbers(41);
const start = Date.UTC(2026, 4, 4) / 1000;
const pages = [
  { path: '/', section: 'home' },
  { path: '/pricing', section: 'pricing' },
  { path: '/docs', section: 'docs' },
  { path: '/docs/start', section: 'docs' },
  { path: '/signup', section: 'signup' },
  { path: '/welcome', section: 'done' },
];

const days = new Map();
for (let visitor = 1; visitor <= 220; visitor += 1) {
  let at = start + random.whole(0, 5 * 86400);
  const visits = random.whole(1, 4);
  for (let visit = 0; visit < visits && at < start + 7 * 86400; visit += 1) {
    const source = random.pick(['search', 'newsletter', 'direct', null]);
    const length = random.whole(1, 7);
    for (let step = 0; step < length && at < start + 7 * 86400; step += 1) {
      const view = { visitor_id: `v${String(visitor)}`, viewed_at: timestamp(at), path: random.pick(pages).path, source };
      const file = `views/${view.viewed_at.slice(0, 10)}.jsonl`;
      days.set(file, [...(days.get(file) ?? []), view]);
      at += random.whole(5, 900);
    }
    at += random.whole(1801, 2 * 86400);
  }
}

const files = {};
for (const [file, views] of days) {
  views.sort((a, b) => compareText(a.viewed_at + a.visitor_id, b.viewed_at + b.visitor_id));
  files[file] = jsonLines(views);
}
writeData(fileURLToPath(new URL('.', import.meta.url)), { 'pages.csv': csv(pages), ...files });

import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { randomNumbers } from '../tools/random.mjs';
import { csv, timestamp, writeData } from '../tools/write-data.mjs';

const random = randomNumbers(53);
const start = Date.UTC(2026, 6, 1) / 1000;

const sensors = Array.from({ length: 12 }, (_, i) => ({
  sensor_id: i + 1,
  site: ['greenhouse', 'cellar', 'roof'][i % 3],
  low: [12, 4, -10][i % 3],
  high: [35, 18, 45][i % 3],
}));

const files = {};
for (let d = 0; d < 4; d += 1) {
  const rows = [];
  for (const sensor of sensors) {
    for (let minute = 0; minute < 1440; minute += 15) {
      if (random.happens(0.04)) continue; // a reading that never arrived
      const middle = (sensor.low + sensor.high) / 2;
      const swing = Math.round(40 * Math.sin((minute / 1440) * 2 * Math.PI)) / 10;
      const noise = random.whole(-10, 10) / 10;
      const spike = random.happens(0.01) ? random.pick([-30, 30]) : 0;
      rows.push({
        sensor_id: sensor.sensor_id,
        read_at: timestamp(start + d * 86400 + minute * 60),
        celsius: random.happens(0.01) ? null : (middle + swing + noise + spike).toFixed(1),
      });
    }
  }
  files[`readings/day-${String(d + 1)}.csv`] = csv(rows);
}
writeData(fileURLToPath(new URL('.', import.meta.url)), {
  // Level and time are fixed, so that the file is the same each time.
  'sensors.csv.gz': gzipSync(csv(sensors), { level: 9 }),
  ...files,
});

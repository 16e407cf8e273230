import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectPaths } from '../lib/files/project-paths';
import { assessProject } from '../lib/service/assess-project';
const [dir = '', file = ''] = process.argv.slice(2);
const paths = projectPaths(dir);
const path = join(dir, file);
const text = readFileSync(path, 'utf8');
for (let round = 0; round < 8; round += 1) {
  writeFileSync(path, text.replaceAll('amount >= 0', `amount >= ${round}`));
  const s = performance.now(); const c = process.cpuUsage();
  const a = await assessProject(paths);
  const d = process.cpuUsage(c);
  console.log((performance.now() - s).toFixed(1), 'cpu', ((d.user + d.system) / 1000).toFixed(1), a.plan.entries.filter((e) => e.decision.action === 'run').length);
}
writeFileSync(path, text);

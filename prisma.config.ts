import { join } from 'node:path';
import { defineConfig } from 'prisma/config';

// Generating needs no schema engine, yet Prisma fetches one unless it is told of a file to take for it.
if (process.argv.includes('generate')) {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;
}

const project = process.env['SEEKNAL_PROJECT'] ?? join('examples', 'corner-shop');

export default defineConfig({
  schema: join('prisma', 'schema.prisma'),
  migrations: { path: join('prisma', 'migrations') },
  // For `prisma migrate status` and `prisma studio`; the dashboard opens the database of its project itself.
  datasource: { url: `file:${join(project, '.seeknal', 'history.db')}` },
});

import type { Delivery } from './delivery';

/** Where exposures of each type go: a new type is a file in types/ and a line here. */
export const deliveries: Readonly<Record<string, () => Promise<Delivery>>> = {
  file: async () => (await import('./types/file')).deliverFile,
  database: async () => (await import('./types/database')).deliverToDatabase,
  api: async () => (await import('./types/api')).deliverToApi,
  notification: async () => (await import('./types/notification')).notify,
};

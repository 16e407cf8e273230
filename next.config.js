/** @type {import('next').NextConfig} */
const nextConfig = {
  // Native modules and the code that loads them stay outside the server bundle.
  serverExternalPackages: [
    '@duckdb/node-api',
    '@libsql/client',
    'libsql',
    '@prisma/adapter-libsql',
    '@prisma/client',
    'chokidar',
    'jiti',
  ],
  // A manifest to compare with may be that of ten thousand nodes.
  experimental: { serverActions: { bodySizeLimit: '64mb' } },
  // `npm test` checks the types of everything; a build that is only to be looked at need not do it again.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
};

export default nextConfig;

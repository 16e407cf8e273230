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
  ],
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
};

export default nextConfig;

import path from 'node:path';
import { createMDX } from 'fumadocs-mdx/next';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // The local stack serves a copy, so that building anew does not take the pages from under it.
  distDir: process.env['WEB_BUILD'] ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // The SDK is part of this repository and written for Node and browsers alike.
  transpilePackages: ['cyberdesk'],
  turbopack: { root: path.join(import.meta.dirname, '..') },
  experimental: { serverActions: { bodySizeLimit: '64kb' } },
};

export default createMDX()(config);

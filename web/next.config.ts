import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { createMDX } from 'fumadocs-mdx/next';
import type { NextConfig } from 'next';
import { PHASE_PRODUCTION_SERVER } from 'next/constants.js';

const config: NextConfig = {
  // The local stack serves a copy, so that building anew does not take the pages from under it.
  distDir: process.env['WEB_BUILD'] ?? '.next',
  poweredByHeader: false,
  reactStrictMode: true,
  // The SDK is part of this repository and written for Node and browsers alike.
  transpilePackages: ['cyberdesk'],
  rewrites: () =>
    Promise.resolve([
      { source: '/docs.md', destination: '/docs-markdown' },
      { source: '/docs/:path*.md', destination: '/docs-markdown/:path*' },
    ]),
  turbopack: { root: path.join(import.meta.dirname, '..') },
  experimental: { serverActions: { bodySizeLimit: '64kb' } },
};

/** The reference is computed from the contract and the SDKs before pages are made of it. */
const writeReference = (): void => {
  const script = path.join(import.meta.dirname, 'src/lib/docs/write-reference.ts');
  execFileSync(process.execPath, [script], { stdio: 'inherit' });
};

export default (phase: string): NextConfig => {
  if (phase === PHASE_PRODUCTION_SERVER) return config;
  // The compiler of pages looks for its configuration where the process stands.
  process.chdir(import.meta.dirname);
  writeReference();
  return createMDX()(config);
};

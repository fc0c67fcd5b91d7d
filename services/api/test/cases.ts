import type { handlers } from '../src/handlers/index.ts';

/** What is served here. */
export type Operation = keyof typeof handlers;

/** A request: what follows the path, body, headers. */
export interface Sent {
  query?: string;
  body?: object;
  headers?: Record<string, string>;
}

interface Case {
  good: Sent;
  status: number;
  /** What the contract refuses, and the member that it names. */
  bad: (Sent & { pointer: string })[];
}

const strange = [{ query: '?strange=1', pointer: 'query/strange' }];
const wait = [{ query: '?waitSeconds=46', pointer: 'query/waitSeconds' }];
const page = [
  { query: '?limit=0', pointer: 'query/limit' },
  { query: '?limit=101', pointer: 'query/limit' },
  { query: '?cursor=eA', pointer: 'query/cursor' },
];
const deadline = [
  { body: { timeoutSeconds: 59 }, pointer: '/timeoutSeconds' },
  { body: { expiresAt: 'soon' }, pointer: '/expiresAt' },
  { body: { timeoutSeconds: 60, strange: 1 }, pointer: '/strange' },
];

/** One good request of each operation and some that the contract refuses. */
export const cases: Record<Operation, Case> = {
  connectDesktop: {
    good: { body: { timeoutSeconds: 60 } },
    status: 200,
    bad: [
      { body: {}, pointer: '/timeoutSeconds' },
      { body: { timeoutSeconds: 59 }, pointer: '/timeoutSeconds' },
      { body: { timeoutSeconds: 60, strange: 1 }, pointer: '/strange' },
    ],
  },
  createBrowserConnection: {
    good: { body: {} },
    status: 201,
    bad: [{ body: { expiresInSeconds: 29 }, pointer: '/expiresInSeconds' }],
  },
  createFileLink: {
    good: { body: { path: '/tmp/a' } },
    status: 201,
    bad: [
      { body: {}, pointer: '/path' },
      { body: { path: '/tmp/a', method: 'DELETE' }, pointer: '/method' },
    ],
  },
  createPreview: {
    good: { body: { port: 3000 } },
    status: 201,
    bad: [
      { body: { port: 0 }, pointer: '/port' },
      { body: { port: 65_536 }, pointer: '/port' },
      { body: { port: 3000, public: 'yes' }, pointer: '/public' },
    ],
  },
  createDesktop: {
    good: { body: { name: 'x' } },
    status: 201,
    bad: [
      { body: { size: 1 }, pointer: '/size' },
      { body: { display: { width: 1, height: 1 } }, pointer: '/display/width' },
      { body: {}, query: '?waitSeconds=-1', pointer: 'query/waitSeconds' },
    ],
  },
  createKey: {
    good: { body: { name: 'x' } },
    status: 201,
    bad: [
      { body: {}, pointer: '/name' },
      { body: { name: '' }, pointer: '/name' },
      { body: { name: 'x', scopes: ['everything'] }, pointer: '/scopes/0' },
    ],
  },
  createStream: {
    good: { body: { role: 'view', expiresInSeconds: 60 } },
    status: 201,
    bad: [
      { body: { role: 'owner' }, pointer: '/role' },
      { body: { role: 'view', expiresInSeconds: 86_401 }, pointer: '/expiresInSeconds' },
    ],
  },
  deleteDesktop: {
    good: {},
    status: 202,
    bad: [
      ...wait,
      { headers: { 'idempotency-key': 'x'.repeat(256) }, pointer: 'header/Idempotency-Key' },
    ],
  },
  extendDesktop: { good: { body: { timeoutSeconds: 60 } }, status: 200, bad: deadline },
  getDesktop: { good: {}, status: 200, bad: [...wait, ...strange] },
  getHealth: { good: {}, status: 200, bad: strange },
  getMe: { good: {}, status: 200, bad: strange },
  getOpenApiDocument: { good: {}, status: 200, bad: strange },
  getReadiness: { good: {}, status: 200, bad: strange },
  getUsage: {
    good: {},
    status: 200,
    bad: [
      { query: '?from=yesterday', pointer: 'query/from' },
      { query: '?desktopId=x', pointer: 'query/desktopId' },
    ],
  },
  getVersion: { good: {}, status: 200, bad: strange },
  listDesktops: {
    good: { query: '?label=a%3Db&state=running&limit=1' },
    status: 200,
    bad: [...page, { query: '?label=ab', pointer: 'query/label/0' }],
  },
  listKeys: { good: {}, status: 200, bad: page },
  listRegions: { good: {}, status: 200, bad: page },
  listSizes: { good: {}, status: 200, bad: page },
  listPreviews: { good: {}, status: 200, bad: page },
  listStreams: { good: {}, status: 200, bad: page },
  revokeKey: { good: {}, status: 204, bad: strange },
  revokePreview: { good: {}, status: 204, bad: strange },
  revokeStream: { good: {}, status: 204, bad: strange },
  startDesktop: {
    good: { body: {} },
    status: 202,
    bad: [...deadline, ...wait.map((each) => ({ ...each, body: {} }))],
  },
  stopDesktop: { good: {}, status: 202, bad: wait },
  streamEvents: {
    good: {},
    status: 200,
    bad: [{ headers: { 'last-event-id': 'x'.repeat(513) }, pointer: 'header/Last-Event-ID' }],
  },
  updateDesktop: {
    good: { body: { name: 'b', labels: { a: 'b' } } },
    status: 200,
    bad: [
      { body: { name: '' }, pointer: '/name' },
      { body: { id: 'dsk_x' }, pointer: '/id' },
    ],
  },
};

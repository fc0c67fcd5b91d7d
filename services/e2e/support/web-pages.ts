import type { Page } from 'playwright-core';

/** A page of the web frontend that every check of pages visits. */
export interface WebPage {
  path: string;
  /** Its main heading. */
  heading: string | RegExp;
  /** True when it needs a person who is signed in. */
  isPrivate?: boolean;
  /** Waits for what comes after the first paint. */
  settle?: (page: Page) => Promise<void>;
}

/** All pages. A new page enters here, and its accessibility, headers, privacy and looks are checked. */
export const webPages: WebPage[] = [
  { path: '/', heading: /A whole computer/ },
  { path: '/sign-in', heading: 'Welcome back' },
  { path: '/sign-up', heading: 'Make an account' },
  { path: '/reset-password', heading: 'Reset your password' },
  { path: '/new-password', heading: 'Choose a new password', isPrivate: true },
  { path: '/desktops', heading: 'Desktops', isPrivate: true },
  { path: '/playground', heading: 'Playground', isPrivate: true },
  { path: '/keys', heading: /keys/i, isPrivate: true },
  { path: '/usage', heading: 'Usage', isPrivate: true },
  { path: '/account', heading: 'Account', isPrivate: true },
];

/** Pages of one thing, which have no place of their own in the list above. */
export const privatePaths: string[] = [`/desktops/dsk_${'2'.repeat(34)}`];

/** Pages of a live view, for whoever has a link; web-view.e2e.ts looks at them. */
export const linkedPaths: string[] = ['/embed', '/view'];

/** Route handlers that read or write for a person; each refuses whoever is not signed in, and other sites. */
export const privateHandlers: { method: 'GET' | 'POST'; path: string }[] = [
  { method: 'GET', path: '/session' },
  { method: 'POST', path: '/playground/turn' },
];

/** Route handlers that anybody may ask. */
export const publicHandlers: string[] = ['/auth/confirm'];

import type { Grant } from './live-view.ts';

/** The link to a live view is over, was revoked, or is not whole. */
export class LinkEndedError extends Error {
  constructor() {
    super('This link has ended or is not complete. Ask for a new one.');
    this.name = 'LinkEndedError';
  }
}

/** What a link lets its visitor do. */
export interface Link extends Grant {
  role: 'view' | 'control';
}

/** The grant behind `#token=…`. The gateway checks it; here it only tells where to connect and for how long. */
export const linkOf = (hash: string, gatewayUrl: string): Link => {
  const token = /^#token=([\w.-]+)$/.exec(hash)?.[1] ?? '';
  try {
    const { sub, exp, role } = JSON.parse(payloadOf(token)) as Record<string, unknown>;
    if (typeof sub !== 'string' || !/^dsk-[2-7a-z]{34}$/.test(sub)) throw new LinkEndedError();
    const expiresAt = Number(exp) * 1000;
    if (!(expiresAt > Date.now())) throw new LinkEndedError();
    const websocketUrl = `${gatewayUrl.replace(/^http/, 'ws')}/instances/${sub}/live`;
    return { token, websocketUrl, expiresAt, role: role === 'control' ? 'control' : 'view' };
  } catch {
    throw new LinkEndedError();
  }
};

const payloadOf = (token: string): string =>
  atob((token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'));

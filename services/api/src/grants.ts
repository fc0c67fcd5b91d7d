import { toResourceName } from '@cyberdesk/kit/ids';
import type { Context, Principal } from './context.ts';
import { refuseState } from './desktops.ts';
import type { DesktopRow } from './store/database.ts';

/** What a grant lets its bearer do; the gateway's data listener knows each kind. */
export type GrantClaims =
  | { kind: 'stream'; role: 'view' | 'control'; label?: string; origins?: string[] }
  | { kind: 'desktop'; role: 'control'; scopes: string[] }
  | { kind: 'preview'; role: 'view' }
  | { kind: 'file'; role: 'control'; path: string; method: string }
  | { kind: 'browser'; role: 'control'; port: number; path: string };

interface Wanted {
  id: string;
  expiresAt: Date;
  claims: GrantClaims;
}

/** Signs leave to use one desktop in one way until a time. Whoever bears it acts for its maker. */
export const signGrant = (
  { deps, principal }: Context,
  desktop: DesktopRow,
  { id, expiresAt, claims }: Wanted,
): Promise<string> =>
  deps.sign({
    audience: 'gateway-data',
    subject: toResourceName(desktop.id),
    ttlSeconds: Math.max(1, secondsOf(expiresAt) - secondsOf(new Date())),
    id,
    claims: {
      ...claims,
      actor: { type: actorType(claims, principal), id: principal.id },
      org: principal.organization.id,
    },
  });

/** A screen is for people, whoever made the link; all else is done by what the credential stands for. */
const actorType = ({ kind }: GrantClaims, { type }: Principal): 'human' | 'agent' =>
  kind === 'stream' || type === 'user' ? 'human' : 'agent';

const secondsOf = (date: Date): number => Math.floor(date.getTime() / 1000);

/** A time from now, in whole seconds as tokens count them. */
export const inSeconds = (seconds: number): Date =>
  new Date((secondsOf(new Date()) + seconds) * 1000);

/** Refuses a link to a desktop that will never run again. */
export const refuseDeleted = (desktop: DesktopRow, what: string): void => {
  if (['deleting', 'deleted'].includes(desktop.state)) refuseState(desktop, what);
};

/** The gateway's data listener, where links lead. */
export const dataUrl = ({ deps }: Context, path: string): string =>
  `${deps.config.GATEWAY_PUBLIC_URL.replace(/\/$/, '')}${path}`;

/** The same for WebSockets. */
export const socketUrl = (context: Context, path: string): string =>
  dataUrl(context, path).replace(/^http/, 'ws');

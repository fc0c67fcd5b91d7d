import { AsyncLocalStorage } from 'node:async_hooks';
import { problem } from '@cyberdesk/generated/problems.gen';
import type { JSONWebKeySet } from '@cyberdesk/kit/tokens';
import { createVerifier, TokenError } from '@cyberdesk/kit/tokens';
import type { Claims } from '@cyberdesk/kit/tokens';
import type { RequestContext, Route } from '@cyberdesk/runtime';
import type { Logger } from './system/log.ts';
import type { Actor } from './system/control/control.ts';
import type { Clock } from './system/machine/clock.ts';
import type { Machine } from './system/machine/machine.ts';

/** What each role may do, by the scopes of the contract; what is not listed is denied. */
const ROLES: Record<string, (scope: string) => boolean> = {
  view: (scope) => scope === 'screen:read',
  control: (scope) => !scope.startsWith('machine:'),
  bind: (scope) => scope === 'machine:bind',
};

/** Who calls. */
export interface Caller {
  role: 'view' | 'control' | 'bind';
  /** Whose requests these are: idempotency keys of one principal mean nothing to another. */
  principal: string;
  /** On whose behalf: who holds the control is told by it. */
  actor: Actor;
  audience: string;
  /** Who a live view's link is for. */
  label: string | undefined;
  /** Directory that file operations are confined to; their paths begin there. */
  filesRoot: string;
}

export interface AuthenticatorOptions {
  machine: Machine;
  clock: Clock;
  issuers: string[];
  log: Logger;
}

export type Authenticator = (request: RequestContext) => Promise<Caller | undefined>;

/** Checks the token of every operation that needs one. The machine trusts nothing else about a request. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { machine, clock, issuers, log } = options;
  const audience = new AsyncLocalStorage<string | undefined>();
  const verify = createVerifier({
    jwks: async () => (await machine.refresh()) as unknown as JSONWebKeySet,
    audience: () => audience.getStore(),
    issuers,
    // A copied machine's clock stands still: a token was issued now or earlier, never later.
    clock: ({ iat }) => Math.max(clock.now(), (iat ?? 0) * 1000),
  });
  return async ({ route, raw, requestId }) => {
    if (!route.auth) return undefined;
    const token = bearer(raw.req.header('authorization'));
    const wanted = isBind(route) ? () => claimedAudience(token) : () => machine.binding?.instanceId;
    const claims = await check(
      () => audience.run(wanted(), () => verify(token)),
      (reason) => {
        log.warn({ reason, requestId, operationId: route.operationId }, 'token refused');
      },
    );
    const issuedAt = (claims.iat ?? 0) * 1000;
    // A bind brings the time itself; setting the clock twice would cost a clone's start a process.
    if (isBind(route)) clock.prove(issuedAt);
    else await clock.atLeast(issuedAt);
    // A key set that was read again may have shown that this machine is a copy, bound to nobody.
    if (!isBind(route) && machine.binding?.instanceId !== claims.aud) throw refused();
    return authorize(route, claims);
  };
}

async function check(
  verify: () => Promise<Claims>,
  report: (reason: string) => void,
): Promise<Claims> {
  try {
    return await verify();
  } catch (error) {
    report(error instanceof TokenError ? error.reason : String(error));
    throw refused();
  }
}

function authorize(route: Route, claims: Claims): Caller {
  const role = text(claims['role']) ?? '';
  const may = Object.hasOwn(ROLES, role) ? ROLES[role] : undefined;
  const listed = claims['scopes'];
  const isListed = (scope: string) => !Array.isArray(listed) || listed.includes(scope);
  const needed = route.scopes;
  // An operation without a scope would be open to every role: that is a fault of the contract.
  if (!may || needed.length === 0 || !needed.every((scope) => may(scope) && isListed(scope))) {
    const detail = `A token of role ${JSON.stringify(role)} may not call ${route.operationId}.`;
    throw problem('insufficientScope', detail);
  }
  const principal = text(claims['principal']) ?? text(claims['org']) ?? claims.sub ?? '';
  const actor = actorOf(claims['actor'], principal);
  const label = text(claims['label']);
  const audience = text(claims.aud) ?? '';
  const filesRoot = filesRootOf(claims['filesRoot']);
  return { role: role as Caller['role'], principal, actor, audience, label, filesRoot };
}

/** A root that is not understood would open the whole machine: such a token is worth nothing. */
function filesRootOf(claim: unknown): string {
  if (claim === undefined) return '/';
  const root = text(claim);
  const isPlain = root?.startsWith('/') && !root.includes('\0') && !root.split('/').includes('..');
  if (!isPlain || root === undefined) throw refused();
  return root;
}

function actorOf(claim: unknown, principal: string): Actor {
  const { type, id } = (claim ?? {}) as { type?: unknown; id?: unknown };
  return { type: text(type) ?? 'agent', id: text(id) ?? principal };
}

function text(claim: unknown): string | undefined {
  return typeof claim === 'string' ? claim : undefined;
}

/** A machine learns by a bind token whose it shall be, so the token itself says its audience. */
function isBind(route: Route): boolean {
  return route.operationId === 'bindMachine';
}

function claimedAudience(token: string): string | undefined {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    const { aud } = JSON.parse(payload) as { aud?: unknown };
    return typeof aud === 'string' ? aud : undefined;
  } catch {
    return undefined;
  }
}

function bearer(header: string | undefined): string {
  const token = /^Bearer ([\w.-]{1,8192})$/i.exec(header ?? '')?.[1];
  if (token === undefined) throw refused();
  return token;
}

/** The reason stays in the log: whoever has no token learns nothing about those who do. */
function refused() {
  const detail = 'Send a valid token of this machine as `Authorization: Bearer …`.';
  return problem('unauthenticated', detail, { headers: { 'www-authenticate': 'Bearer' } });
}

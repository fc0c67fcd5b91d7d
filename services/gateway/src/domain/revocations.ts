import type { CyberdeskInstanceSpec } from '@cyberdesk/generated/crd/types.gen';

type Revocations = Pick<CyberdeskInstanceSpec, 'revokedGrants' | 'grantsRevokedBefore'>;

/** Merge patch of a spec's revocations; null removes an entry. */
interface RevocationPatch {
  revokedGrants?: Record<string, string | null>;
  grantsRevokedBefore?: string;
}

/** What etcd is spared: the list is carried by every watch event of the instance. */
const limit = 256;

/**
 * Adds revocations and lets go of those whose grant has expired by itself. A list that would overflow is replaced by
 * a time: every grant issued until now is revoked, which is more than was asked for and never less.
 */
export const addRevocations = (
  known: Revocations,
  added: Revocations,
  now: number,
): RevocationPatch => {
  const before = later(known.grantsRevokedBefore, added.grantsRevokedBefore);
  const all = { ...known.revokedGrants, ...added.revokedGrants };
  const current = Object.entries(all).filter(([, until]) => Date.parse(until) > now);
  const overflow = current.length > limit;
  const kept = new Map(overflow ? [] : current);
  const names = [...Object.keys(known.revokedGrants ?? {}), ...kept.keys()];
  const cutoff = overflow ? later(before, new Date(now).toISOString()) : before;
  return {
    ...(names.length > 0 && {
      revokedGrants: Object.fromEntries(names.map((id) => [id, kept.get(id) ?? null])),
    }),
    ...(cutoff !== undefined && { grantsRevokedBefore: cutoff }),
  };
};

const later = (a: string | undefined, b: string | undefined): string | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return Date.parse(a) >= Date.parse(b) ? a : b;
};

/** Whether a grant is revoked. Issue times are whole seconds, so one of the same second counts as issued before. */
export const isRevoked = (spec: Revocations, grant: { id: string; issuedAt: number }): boolean => {
  if (Object.hasOwn(spec.revokedGrants ?? {}, grant.id)) return true;
  const { grantsRevokedBefore: before } = spec;
  return before !== undefined && grant.issuedAt * 1000 < Date.parse(before);
};

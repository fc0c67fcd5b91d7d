import { problem } from '@cyberdesk/generated/problems.gen';
import type { UpdateInstance } from '@cyberdesk/generated/gateway/types.gen';
import { toResourceName } from '@cyberdesk/kit/ids';
import { Problem } from '@cyberdesk/runtime';
import type { Context } from './context.ts';

/**
 * Tells the cluster at once what concerns access to a desktop. Fails when it could not be told, so that nobody believes
 * a link to be cut that works. Without an instance there is nothing to reach, and so nothing to tell: false.
 */
export const tellCluster = async (
  { deps, principal }: Context,
  desktopId: string,
  body: UpdateInstance,
): Promise<boolean> => {
  try {
    const path = { instanceId: toResourceName(desktopId) };
    await deps.gateway.as(principal.organization.id).updateInstance({ path, body });
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return false;
    if (error instanceof Problem && error.status === 429) throw error;
    const detail = 'The cluster could not be told. Repeat the call.';
    throw problem('unavailable', detail, { headers: { 'retry-after': '1' }, cause: error });
  }
};

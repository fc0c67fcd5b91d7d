import { isGone, KubeError } from '@cyberdesk/kube/errors';
import type { KubeObject } from '@cyberdesk/kube/objects';
import type { Resource } from '@cyberdesk/kube/resource';
import { Refusal } from './refusal.ts';

interface PageQuery {
  limit: number;
  cursor?: string | undefined;
  labelSelector?: string;
}

interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** One page as the apiserver cuts it, in the order of names: its own token is the cursor, good for some minutes. */
export const listPage = async <T extends KubeObject>(
  resource: Resource<T>,
  { limit, cursor, labelSelector }: PageQuery,
): Promise<Page<T>> => {
  const { items, metadata } = await resource
    .list({
      limit,
      ...(cursor !== undefined && { continue: cursor }),
      ...(labelSelector !== undefined && { labelSelector }),
    })
    .catch((error: unknown) => {
      throw cursor !== undefined && isUnknown(error) ? unknownCursor(error) : error;
    });
  const next = metadata.continue;
  return { items, ...(next && { nextCursor: next }) };
};

/** 410 = the token is too old, 400 = it is none. */
const isUnknown = (error: unknown): boolean =>
  isGone(error) || (error instanceof KubeError && error.status === 400);

const unknownCursor = (cause: unknown): Refusal =>
  new Refusal(
    'unknownCursor',
    'The cursor has expired or is not of this list. Begin with the first page.',
    { cause },
  );

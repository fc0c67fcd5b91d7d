import { isGone } from './errors.ts';
import type { KubeObject, ListPage } from './objects.ts';
import type { ListOptions, Resource } from './resource.ts';

export interface Listing<V> {
  items: V[];
  resourceVersion: string;
}

type Lister<T extends KubeObject> = Pick<Resource<T>, 'list'>;

/**
 * Reads a whole collection page by page and keeps of each object what `project` returns. When a
 * page token expires on the way, the list is read once more in one piece: slow, but it ends.
 */
export async function listAll<T extends KubeObject, V>(
  resource: Lister<T>,
  options: ListOptions,
  project: (object: T) => V,
): Promise<Listing<V>> {
  try {
    return await readPages(resource, options, project);
  } catch (error) {
    if (!isGone(error)) throw error;
    const { limit: _, ...unpaged } = options;
    return await readPages(resource, unpaged, project);
  }
}

async function readPages<T extends KubeObject, V>(
  resource: Lister<T>,
  options: ListOptions,
  project: (object: T) => V,
): Promise<Listing<V>> {
  const items: V[] = [];
  let token: string | undefined;
  for (;;) {
    const query: ListOptions = token === undefined ? options : { ...options, continue: token };
    const page: ListPage<T> = await resource.list(query);
    for (const object of page.items) items.push(project(object));
    token = page.metadata.continue;
    if (token === undefined || token === '') {
      return { items, resourceVersion: page.metadata.resourceVersion ?? '' };
    }
  }
}

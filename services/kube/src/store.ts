import { type KubeObject, objectKey } from './objects.ts';

export type InformerEvent<P> =
  | { type: 'added' | 'deleted'; key: string; object: P; resourceVersion: string }
  | { type: 'updated'; key: string; object: P; previous: P; resourceVersion: string };

export type InformerListener<P> = (event: InformerEvent<P>) => void;

/** What the cache keeps of an object; the object itself is let go after the projection. */
export interface Entry<P> {
  key: string;
  uid: string;
  resourceVersion: string;
  value: P;
}

export interface Store<P> {
  entries: ReadonlyMap<string, Entry<P>>;
  put(entry: Entry<P>): void;
  remove(entry: Entry<P>): void;
  /** Makes the cache equal to a fresh list and tells the listeners what differs. */
  replace(entries: Entry<P>[]): void;
  /** The listener first hears of what is there already, then of every change. */
  listen(listener: InformerListener<P>): () => void;
}

export function toEntry<T extends KubeObject, P>(
  object: T,
  project: (object: T) => P,
  key: (object: T) => string = objectKey,
): Entry<P> {
  const { uid = '', resourceVersion = '' } = object.metadata;
  return { key: key(object), uid, resourceVersion, value: project(object) };
}

/** A listener that throws is reported and the others still hear the event. */
export function createStore<P>(onError: (error: unknown) => void): Store<P> {
  const entries = new Map<string, Entry<P>>();
  const listeners = new Set<InformerListener<P>>();

  const tell = (listener: InformerListener<P>, event: InformerEvent<P>) => {
    try {
      listener(event);
    } catch (error) {
      onError(error);
    }
  };
  const emit = (event: InformerEvent<P>) => {
    for (const listener of listeners) tell(listener, event);
  };
  const put = (entry: Entry<P>) => {
    const known = entries.get(entry.key);
    if (known !== undefined && known.uid !== entry.uid) remove(known);
    if (known?.uid === entry.uid && known.resourceVersion === entry.resourceVersion) return;
    const previous = entries.get(entry.key);
    entries.set(entry.key, entry);
    emit(changeEvent(entry, previous));
  };
  const remove = (entry: Entry<P>) => {
    const known = entries.get(entry.key);
    if (known === undefined) return;
    entries.delete(entry.key);
    emit({ type: 'deleted', ...eventFields(entry) });
  };
  const replace = (fresh: Entry<P>[]) => {
    const keys = new Set(fresh.map((entry) => entry.key));
    for (const entry of entries.values()) if (!keys.has(entry.key)) remove(entry);
    for (const entry of fresh) put(entry);
  };
  const listen = (listener: InformerListener<P>) => {
    for (const entry of entries.values()) tell(listener, changeEvent(entry, undefined));
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { entries, put, remove, replace, listen };
}

function eventFields<P>({ key, value, resourceVersion }: Entry<P>) {
  return { key, object: value, resourceVersion };
}

function changeEvent<P>(entry: Entry<P>, previous: Entry<P> | undefined): InformerEvent<P> {
  if (previous === undefined) return { type: 'added', ...eventFields(entry) };
  return { type: 'updated', previous: previous.value, ...eventFields(entry) };
}

const running = new Map<string, Promise<void>>();

/**
 * One change of an entry at a time, so that what was checked still holds when it is replaced. Programs in the desktop
 * do not know this lock: against them each step is atomic by itself.
 */
export async function withLock<T>(key: string, act: () => Promise<T>): Promise<T> {
  const before = running.get(key);
  const { promise, resolve } = Promise.withResolvers<void>();
  running.set(key, promise);
  try {
    await before;
    return await act();
  } finally {
    if (running.get(key) === promise) running.delete(key);
    resolve();
  }
}

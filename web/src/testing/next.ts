/** What `next/headers` and `next/navigation` give to a handler, under a test's hand. */
export const jar = new Map<string, string>();

/** Headers of the request that is being answered. */
export const sent = new Headers();

export const cookies = () =>
  Promise.resolve({
    getAll: () => [...jar].map(([name, value]) => ({ name, value })),
    set: (name: string, value: string): void => {
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    },
  });

export const headers = () => Promise.resolve(sent);

/** Next leaves a handler by throwing; so does this. */
export class Redirect extends Error {
  location: string;

  constructor(location: string) {
    super(`redirect to ${location}`);
    this.location = location;
  }
}

export const redirect = (location: string): never => {
  throw new Redirect(location);
};

/** Where a handler or an action redirects to. */
export const redirectOf = async (work: Promise<unknown>): Promise<string> => {
  const outcome = await work.catch((error: unknown) => error);
  if (outcome instanceof Redirect) return outcome.location;
  throw new Error(`no redirect but ${JSON.stringify(outcome)}`, { cause: outcome });
};

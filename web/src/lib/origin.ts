import { headers } from 'next/headers';
import { config } from './config.ts';

/** True when a request was made by a page of this site. A browser cannot be made to lie about either header. */
export const isOwnOrigin = (given: Headers): boolean => {
  const origin = given.get('origin');
  if (origin !== null) return origin === config().siteUrl;
  return given.get('sec-fetch-site') === 'same-origin';
};

/** For server actions: a form of another site may not act for whoever is signed in here. */
export const refuseForeignOrigin = async (): Promise<void> => {
  if (!isOwnOrigin(await headers())) throw new Error('This form was sent from another site.');
};

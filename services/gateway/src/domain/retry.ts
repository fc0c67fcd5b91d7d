import { setTimeout as delay } from 'node:timers/promises';
import { isConflict } from '@cyberdesk/kube/errors';
import { Refusal } from './refusal.ts';

const attempts = 8;

/** Runs a read and the write that it decided on, and both again when somebody else wrote in between. */
export const retryOnConflict = async <T>(attempt: () => Promise<T>): Promise<T> => {
  for (let round = 0; round < attempts; round += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error)) throw error;
      await delay(10 * round * Math.random());
    }
  }
  const advice = 'The resource changes too often at the moment. Try again.';
  throw new Refusal('unavailable', advice, { retryAfterSeconds: 1 });
};

/** Why a deadline cannot be used. */
export interface DeadlineFault {
  pointer: string;
  message: string;
}

const DEFAULT_SECONDS = 3_600;
const LONGEST_SECONDS = 30 * 86_400;

/** The deadline that a request asks for, one hour from now when it asks for none. */
export const deadlineOf = (
  wanted: { expiresAt?: string; timeoutSeconds?: number },
  now: Date,
): { expiresAt: Date } | { fault: DeadlineFault } => {
  const { expiresAt, timeoutSeconds } = wanted;
  if (expiresAt !== undefined && timeoutSeconds !== undefined)
    return fault('/timeoutSeconds', 'cannot be given together with expiresAt; send one of the two');
  if (expiresAt === undefined)
    return { expiresAt: new Date(now.getTime() + (timeoutSeconds ?? DEFAULT_SECONDS) * 1000) };
  const at = new Date(expiresAt);
  if (!(at.getTime() > now.getTime()))
    return fault(
      '/expiresAt',
      `lies in the past; send a time in the future, after ${now.toISOString()}`,
    );
  if (at.getTime() - now.getTime() > LONGEST_SECONDS * 1000)
    return fault(
      '/expiresAt',
      `lies more than ${LONGEST_SECONDS} seconds ahead; send an earlier time`,
    );
  return { expiresAt: at };
};

const fault = (pointer: string, message: string) => ({ fault: { pointer, message } });

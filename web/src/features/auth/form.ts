/** What a form shows after it was sent. */
export interface FormState {
  /** Kept, so that nothing has to be typed again. */
  email?: string;
  errors?: { email?: string | undefined; password?: string | undefined };
  /** Why the whole was refused. */
  problem?: string;
  /** What was done, when the form stays. */
  done?: string;
}

interface Value {
  value: string;
  error?: string;
}

const MIN_PASSWORD = 8;
const MAX_PASSWORD = 72;

const text = (data: FormData, name: string): string => {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
};

/** An address; the mail itself is the real test. */
export const readEmail = (data: FormData): Value => {
  const value = text(data, 'email').trim();
  return /^[^\s@]+@[^\s@]+$/.test(value) && value.length <= 254
    ? { value }
    : { value, error: 'Enter an e-mail address, such as you@example.com.' };
};

/** A new password. Longer than 72 bytes would be cut by the hash that keeps it. */
export const readPassword = (data: FormData): Value => {
  const value = text(data, 'password');
  if (value.length < MIN_PASSWORD)
    return { value, error: `Use at least ${MIN_PASSWORD} characters.` };
  if (new TextEncoder().encode(value).length > MAX_PASSWORD)
    return { value, error: `Use at most ${MAX_PASSWORD} bytes.` };
  return { value };
};

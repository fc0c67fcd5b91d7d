import type { AuthError } from '@supabase/supabase-js';

const texts: Record<string, string> = {
  invalid_credentials: 'E-mail and password do not match. Check both, or reset the password.',
  email_not_confirmed: 'Confirm your address first: open the link in the mail that we sent.',
  user_already_exists: 'This address has an account already. Sign in instead.',
  email_exists: 'This address has an account already. Sign in instead.',
  weak_password: 'This password is too easy to guess. Use a longer one.',
  same_password: 'This is the password you have now. Choose another.',
  over_request_rate_limit: 'Too many tries. Wait a minute and try again.',
  over_email_send_rate_limit: 'Too many mails were asked for. Wait a minute and try again.',
  signup_disabled: 'New accounts are not open here. Ask whoever runs this Cyberdesk.',
};

/** What went wrong with signing in, and what to do. */
export const explain = ({ code, status }: AuthError): string => {
  const known = code && texts[code];
  if (known) return known;
  if (status === undefined || status >= 500 || status === 0)
    return 'Signing in does not work at the moment. Try again in a minute.';
  return 'This did not work. Check what you entered and try again.';
};

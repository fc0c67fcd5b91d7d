import { APIError, type ApiKey, type CreateKey, type Scope } from 'cyberdesk';
import { formText } from '../../lib/form-text.ts';

/** What a key can be for, in words; the first is everything. */
export const purposes: { value: string; label: string; scopes?: Scope[] }[] = [
  { value: 'all', label: 'Everything that you may' },
  {
    value: 'agent',
    label: 'Drive desktops: no keys, no usage',
    scopes: [
      'desktops:read',
      'desktops:write',
      'screen:read',
      'input:write',
      'commands:write',
      'files:read',
      'files:write',
      'streams:read',
      'streams:write',
      'events:read',
    ],
  },
  {
    value: 'watch',
    label: 'Only look: states, screens, usage',
    scopes: ['desktops:read', 'screen:read', 'streams:read', 'usage:read', 'events:read'],
  },
];

/** How long a key works, in days; 0 is for ever. */
export const lifetimes = [
  { days: 0, label: 'until it is revoked' },
  { days: 30, label: '30 days' },
  { days: 90, label: '90 days' },
  { days: 365, label: 'a year' },
] as const;

/** What the form asks for. */
export const readKeyForm = (data: FormData, now: number = Date.now()): CreateKey => {
  const purpose = purposes.find(({ value }) => value === formText(data, 'purpose'));
  const days = Number(formText(data, 'days'));
  return {
    name: formText(data, 'name'),
    ...(purpose?.scopes ? { scopes: purpose.scopes } : {}),
    ...(days > 0 ? { expiresAt: new Date(now + days * 86_400_000).toISOString() } : {}),
  };
};

/** What the API says of the name. */
export const nameError = (error: unknown): string | undefined =>
  error instanceof APIError
    ? error.errors.find(({ pointer }) => pointer === '/name')?.message
    : undefined;

/** Where a key stands. */
export const standing = (
  { revokedAt, expiresAt }: Pick<ApiKey, 'revokedAt' | 'expiresAt'>,
  now: number,
): 'active' | 'revoked' | 'expired' => {
  if (revokedAt) return 'revoked';
  return expiresAt && Date.parse(expiresAt) <= now ? 'expired' : 'active';
};

/** What a key may do, in words. */
export const scopesText = (scopes: string[]): string =>
  scopes.includes('*') ? 'everything' : scopes.join(', ');

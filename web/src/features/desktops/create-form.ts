import { APIError, type CreateDesktop } from 'cyberdesk';

/** How long a desktop may run, to choose from. */
export const lifetimes = [
  { seconds: 900, label: '15 minutes' },
  { seconds: 3_600, label: '1 hour' },
  { seconds: 14_400, label: '4 hours' },
  { seconds: 86_400, label: '24 hours' },
] as const;

/** Fields of the form whose errors are shown beside them. */
export type FieldErrors = Partial<Record<'name' | 'size' | 'timeoutSeconds' | 'labels', string>>;

/** `team=qa, env=dev` as labels; undefined when a part is no `name=value`. */
export const parseLabels = (text: string): Record<string, string> | undefined => {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const pairs = parts.map((part) => /^([^=]+)=(.*)$/.exec(part));
  if (pairs.some((pair) => pair === null)) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair?.[1]?.trim(), pair?.[2]?.trim()]));
};

/** What the form asks for, or what is wrong with it. */
export const readForm = (data: FormData): { wish: CreateDesktop } | { errors: FieldErrors } => {
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const labels = parseLabels(text('labels'));
  if (!labels) return { errors: { labels: 'Write name=value, several separated by commas.' } };
  const name = text('name');
  return {
    wish: {
      ...(name ? { name } : {}),
      size: text('size'),
      timeoutSeconds: Number(text('timeoutSeconds')),
      onExpire: text('onExpire') === 'delete' ? 'delete' : 'stop',
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
    },
  };
};

const FIELDS = ['name', 'size', 'timeoutSeconds', 'labels'] as const;

/** Errors of the API by the field that they are about. */
export const fieldErrors = (error: unknown): FieldErrors => {
  if (!(error instanceof APIError)) return {};
  const found = FIELDS.flatMap((field) => {
    const about = error.errors.find(({ pointer }) => pointer.split('/')[1] === field);
    return about ? [[field, about.message] as const] : [];
  });
  return Object.fromEntries(found);
};

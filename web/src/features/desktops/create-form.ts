import { APIError, type CreateDesktop } from 'cyberdesk';
import { formText } from '../../lib/form-text.ts';

/** How long a desktop may run, to choose from. */
export const lifetimes = [
  { seconds: 900, label: '15 minutes' },
  { seconds: 3_600, label: '1 hour' },
  { seconds: 14_400, label: '4 hours' },
  { seconds: 86_400, label: '24 hours' },
] as const;

/** Members of the request that have a field in the form. */
const FIELDS = ['name', 'size', 'region', 'timeoutSeconds', 'onExpire', 'labels'] as const;

/** What is wrong, by field. */
export type FieldErrors = Partial<Record<(typeof FIELDS)[number], string>>;

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

/** What the form asks for, or what is wrong with it. What is left empty is left to the API. */
export const readForm = (data: FormData): { wish: CreateDesktop } | { errors: FieldErrors } => {
  const text = (name: string): string => formText(data, name);
  const labels = parseLabels(text('labels'));
  if (!labels) return { errors: { labels: 'Write name=value, several separated by commas.' } };
  const given = Object.fromEntries(
    ['name', 'size', 'region']
      .map((name) => [name, text(name)])
      .filter(([, value]) => value !== ''),
  );
  return {
    wish: {
      ...given,
      timeoutSeconds: Number(text('timeoutSeconds')),
      onExpire: text('onExpire') === 'delete' ? 'delete' : 'stop',
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
    },
  };
};

/** Errors of the API by the field that they are about. */
export const fieldErrors = (error: unknown): FieldErrors => {
  if (!(error instanceof APIError)) return {};
  const found = FIELDS.flatMap((field) => {
    const about = error.errors.find(({ pointer }) => pointer.split('/')[1] === field);
    return about ? [[field, about.message] as const] : [];
  });
  return Object.fromEntries(found);
};

/** True when something is wrong that no field can show. */
export const isGeneral = (error: unknown): boolean => {
  if (!error) return false;
  if (!(error instanceof APIError) || error.errors.length === 0) return true;
  const shown = new Set<string>(FIELDS);
  return error.errors.some(({ pointer }) => !shown.has(pointer.split('/')[1] ?? ''));
};

import type { ApiKey, Desktop, Event, Preview, Stream } from '@cyberdesk/generated/api/types.gen';
import type { DesktopRow } from './store/database.ts';
import type { EventRow } from './store/events.ts';
import { toResourceName } from '@cyberdesk/kit/ids';
import type { KeyRow } from './store/keys.ts';
import type { PreviewRow } from './store/previews.ts';
import type { StreamRow } from './store/streams.ts';

const time = (date: Date): string => date.toISOString();
const optional = <Name extends string>(name: Name, date: Date | null): { [Key in Name]?: string } =>
  (date ? { [name]: time(date) } : {}) as { [Key in Name]?: string };

/** Seconds that a desktop has run, up to now when it runs. */
export const runningSecondsOf = (row: DesktopRow, now = Date.now()): number =>
  row.running_seconds +
  (row.running_since ? Math.max(0, Math.floor((now - row.running_since.getTime()) / 1000)) : 0);

/** What every desktop of today can do. */
const CAPABILITIES = [
  'screen',
  'input',
  'clipboard',
  'windows',
  'accessibility',
  'recordings',
  'timeline',
  'commands',
  'files',
  'liveView',
  'previews',
  'browserConnections',
];

/** A row as the public resource. */
export const presentDesktop = (row: DesktopRow): Desktop => {
  const runningSeconds = runningSecondsOf(row);
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    stateReason: row.state_reason,
    stateMessage: row.state_message,
    stateSince: time(row.state_since),
    template: row.template,
    size: row.size,
    region: row.region,
    clusterId: row.cluster_id,
    display: row.display,
    labels: row.labels,
    locale: row.locale,
    timeZone: row.time_zone,
    keyboardLayout: row.keyboard_layout,
    createdAt: time(row.created_at),
    ...optional('expiresAt', row.expires_at),
    onExpire: row.on_expire,
    ...optional('deletedAt', row.deleted_at),
    runningSeconds,
    cost: {
      accruedMicros: Math.floor((runningSeconds * row.rate_per_hour_micros) / 3600),
      ratePerHourMicros: row.rate_per_hour_micros,
      currency: row.currency,
    },
    capabilities: CAPABILITIES,
  };
};

/** A key without its secret. */
export const presentKey = (row: KeyRow): ApiKey => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  createdAt: time(row.created_at),
  ...optional('expiresAt', row.expires_at),
  ...optional('lastUsedAt', row.last_used_at),
  ...optional('revokedAt', row.revoked_at),
});

/** A live-view link without its token. */
export const presentStream = (row: StreamRow): Stream => ({
  id: row.id,
  role: row.role,
  ...(row.viewer_label ? { viewerLabel: row.viewer_label } : {}),
  createdAt: time(row.created_at),
  expiresAt: time(row.expires_at),
  ...optional('revokedAt', row.revoked_at),
});

/** Where a preview is reached: a host name of its own below the preview domain. */
export const previewUrl = (id: string, base: string): string => {
  const url = new URL(base);
  url.hostname = `${toResourceName(id)}.${url.hostname}`;
  return url.href;
};

/** A preview without its token. */
export const presentPreview = (row: PreviewRow, base: string): Preview => ({
  id: row.id,
  port: row.port,
  public: row.public,
  url: previewUrl(row.id, base),
  createdAt: time(row.created_at),
  expiresAt: time(row.expires_at),
  ...optional('revokedAt', row.revoked_at),
});

/** An entry of the event log. */
export const presentEvent = ({ id, type, desktop_id, data, created_at }: EventRow): Event => {
  const { state, reason, message, at } = data as Record<string, string | undefined>;
  return {
    type,
    id,
    ...(desktop_id === null ? {} : { desktopId: desktop_id }),
    createdAt: at ?? time(created_at),
    ...(state === undefined ? {} : { state }),
    ...(reason === undefined ? {} : { reason }),
    ...(message === undefined ? {} : { message }),
  };
};

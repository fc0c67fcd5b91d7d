import { Kysely, PostgresDialect, type ColumnType, type Generated, type Selectable } from 'kysely';
import { Pool, types } from 'pg';

/** Whole numbers of the database are far below 2^53. */
types.setTypeParser(types.builtins.INT8, Number);

type Json<T> = ColumnType<T, string, string>;

/** Size of a screen. */
export interface DisplayColumn {
  width: number;
  height: number;
}

/** Tables of schema `cyberdesk`, see supabase/migrations. */
export interface Database {
  organizations: {
    id: string;
    name: string;
    personal_user_id: string | null;
    max_desktops: number | null;
    event_sequence: Generated<number>;
    created_at: Generated<Date>;
  };
  memberships: {
    organization_id: string;
    user_id: string;
    email: string | null;
    role: Generated<string>;
  };
  api_keys: {
    id: string;
    organization_id: string;
    name: string;
    prefix: string;
    hash: Buffer;
    scopes: string[];
    created_at: Generated<Date>;
    expires_at: Date | null;
    last_used_at: Date | null;
    revoked_at: Date | null;
  };
  desktops: {
    id: string;
    organization_id: string;
    name: string;
    labels: Json<Record<string, string>>;
    template: string;
    size: string;
    vcpus: number;
    memory_mib: number;
    disk_gib: number;
    region: string;
    cluster_id: string;
    display: Json<DisplayColumn>;
    locale: string;
    time_zone: string;
    keyboard_layout: string;
    rate_per_hour_micros: number;
    currency: string;
    on_expire: 'stop' | 'delete';
    expires_at: Date | null;
    start_timeout_seconds: number;
    desired: 'running' | 'stopped' | 'deleted';
    start_count: Generated<number>;
    has_environment: boolean;
    unsynced_since: Date | null;
    push_failures: Generated<number>;
    state: string;
    state_reason: string;
    state_message: string;
    state_since: Date;
    sequence: Generated<number>;
    running_seconds: Generated<number>;
    running_since: Date | null;
    observed_at: Generated<Date | null>;
    created_at: Generated<Date>;
    deleted_at: Date | null;
  };
  desktop_transitions: {
    desktop_id: string;
    sequence: number;
    state: string;
    reason: string;
    message: string;
    at: Date;
  };
  usage_intervals: {
    desktop_id: string;
    organization_id: string;
    machine_uid: string;
    started_at: Date;
    ended_at: Date | null;
  };
  streams: {
    id: string;
    organization_id: string;
    desktop_id: string;
    role: 'view' | 'control';
    viewer_label: string | null;
    created_at: Generated<Date>;
    expires_at: Date;
    revoked_at: Date | null;
  };
  previews: {
    id: string;
    organization_id: string;
    desktop_id: string;
    port: number;
    public: boolean;
    created_at: Generated<Date>;
    expires_at: Date;
    revoked_at: Date | null;
  };
  idempotency_records: {
    principal: string;
    operation: string;
    key: string;
    fingerprint: Buffer;
    reply: Buffer | null;
    owner: string;
    made_id: string | null;
    leased_until: Date;
    created_at: Generated<Date>;
  };
  events: {
    organization_id: string;
    sequence: Generated<number>;
    id: string;
    type: string;
    desktop_id: string | null;
    data: Json<object>;
    created_at: Generated<Date>;
  };
}

/** A row of the table of desktops. */
export type DesktopRow = Selectable<Database['desktops']>;

/** The database, or a transaction in it. */
export type Db = Kysely<Database>;

/** Opens a bounded pool of connections. */
export const openDatabase = (connectionString: string): { db: Db; pool: Pool } => {
  const pool = new Pool({
    connectionString,
    max: 20,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 15_000,
  });
  pool.on('error', () => undefined); // an idle connection that broke is replaced; the next query tells
  // One in use that breaks between two queries of a transaction has no other listener, and would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }).withSchema(
    'cyberdesk',
  );
  return { db, pool };
};

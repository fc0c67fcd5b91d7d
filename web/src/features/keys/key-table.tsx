'use client';
import type { ApiKey } from 'cyberdesk';
import { useState } from 'react';
import { Badge, type Tone } from '@/components/ui/badge.tsx';
import { Button } from '@/components/ui/button.tsx';
import { Card } from '@/components/ui/card.tsx';
import { ConfirmDialog } from '@/components/ui/confirm-dialog.tsx';
import { classes } from '@/lib/classes.ts';
import { dateTime, relative } from '@/lib/format.ts';
import { useNow } from '@/lib/use-now.ts';
import { scopesText, standing } from './key-form.ts';
import { useRevokeKey } from './queries.ts';

const tones: Record<ReturnType<typeof standing>, Tone> = {
  active: 'live',
  revoked: 'neutral',
  expired: 'warning',
};

/** Keys without their secrets. */
export const KeyTable = ({ keys }: { keys: ApiKey[] }) => {
  const revoke = useRevokeKey();
  const [asked, ask] = useState<ApiKey>();
  const now = useNow(30_000);
  return (
    <Card className="overflow-hidden">
      <table className="w-full text-sm">
        <caption className="sr-only">Your API keys, newest first</caption>
        <thead className="border-b bg-sunken text-left text-xs text-muted">
          <tr>
            <th scope="col" className="px-4 py-2.5 font-medium">
              Name
            </th>
            <th scope="col" className="hidden px-4 py-2.5 font-medium sm:table-cell">
              State
            </th>
            <th scope="col" className="hidden px-4 py-2.5 font-medium lg:table-cell">
              May
            </th>
            <th scope="col" className="hidden px-4 py-2.5 font-medium md:table-cell">
              Last used
            </th>
            <th scope="col" className="hidden px-4 py-2.5 font-medium md:table-cell">
              Created
            </th>
            <th scope="col" className="w-24">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {keys.map((key) => (
            <Row key={key.id} apiKey={key} now={now} onRevoke={() => ask(key)} />
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        open={asked !== undefined}
        onOpenChange={() => ask(undefined)}
        title={`Revoke ${asked?.name ?? 'the key'}?`}
        action="Revoke key"
        onConfirm={() => asked && revoke.mutate(asked)}
      >
        Whatever uses it is refused from the next request on. It cannot be undone.
      </ConfirmDialog>
    </Card>
  );
};

const Row = ({ apiKey, now, onRevoke }: { apiKey: ApiKey; now: number; onRevoke: () => void }) => {
  const { name, prefix, scopes, createdAt, lastUsedAt, expiresAt } = apiKey;
  const state = standing(apiKey, now);
  const isActive = state === 'active';
  return (
    <tr className={classes('transition-colors hover:bg-sunken/60', !isActive && 'text-muted')}>
      <td className="max-w-48 px-4 py-3">
        <span className="block truncate font-medium">{name}</span>
        <span className="font-mono text-xs text-muted">{prefix}…</span>
      </td>
      <td className="hidden px-4 py-3 sm:table-cell">
        <Badge tone={tones[state]}>{state}</Badge>
        {isActive && expiresAt && (
          <span className="mt-0.5 block text-xs text-muted" title={dateTime(expiresAt)}>
            ends {relative(expiresAt, now)}
          </span>
        )}
      </td>
      <td
        className="hidden max-w-56 truncate px-4 py-3 text-muted lg:table-cell"
        title={scopesText(scopes)}
      >
        {scopesText(scopes)}
      </td>
      <td className="hidden px-4 py-3 text-muted md:table-cell">
        {lastUsedAt ? (
          <time dateTime={lastUsedAt} title={dateTime(lastUsedAt)}>
            {relative(lastUsedAt, now)}
          </time>
        ) : (
          'never'
        )}
      </td>
      <td className="hidden px-4 py-3 text-muted md:table-cell">
        <time dateTime={createdAt} title={dateTime(createdAt)}>
          {relative(createdAt, now)}
        </time>
      </td>
      <td className="px-3 text-right">
        {isActive ? (
          <Button size="small" look="quiet" aria-label={`Revoke ${name}`} onClick={onRevoke}>
            Revoke
          </Button>
        ) : (
          <span className="text-xs sm:hidden">{state}</span>
        )}
      </td>
    </tr>
  );
};

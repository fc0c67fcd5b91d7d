'use client';
import type { CreatedKey } from 'cyberdesk';
import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { CodeBlock } from '@/components/ui/code-block.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { ErrorState } from '@/components/ui/states.tsx';
import { explain } from '@/features/session/cyberdesk.tsx';
import { lifetimes, nameError, purposes, readKeyForm } from './key-form.ts';
import { useCreateKey } from './queries.ts';

interface CreateKeyProps {
  open: boolean;
  onClose: () => void;
  apiUrl: string;
}

/** Asks what a key is for, then shows it: once. Closing forgets it. */
export const CreateKeyDialog = ({ open, onClose, apiUrl }: CreateKeyProps) => {
  const create = useCreateKey();
  const close = (): void => {
    onClose();
    create.reset();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={create.data ? 'Copy your key now' : 'New API key'}
      description={
        create.data
          ? 'It is shown this once. We keep only what is needed to recognize it.'
          : 'For scripts and agents. Give each its own, so that each can be revoked.'
      }
    >
      {create.data ? (
        <Created created={create.data} apiUrl={apiUrl} onDone={close} />
      ) : (
        <Form create={create} onCancel={close} />
      )}
    </Dialog>
  );
};

const Form = ({
  create,
  onCancel,
}: {
  create: ReturnType<typeof useCreateKey>;
  onCancel: () => void;
}) => {
  const wrongName = nameError(create.error);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    create.mutate(readKeyForm(new FormData(event.currentTarget)));
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      {create.error && !wrongName && <ErrorState {...explain(create.error)} />}
      <Field label="Name" name="name" hint="Where it is used." error={wrongName}>
        <Input maxLength={100} placeholder="Invoice agent" autoComplete="off" required />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="It may" name="purpose">
          <Select defaultValue="all">
            {purposes.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="It works" name="days">
          <Select defaultValue="0">
            {lifetimes.map(({ days, label }) => (
              <option key={days} value={days}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <div className="flex justify-end gap-2">
        <Button type="button" look="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" disabled={create.isPending}>
          {create.isPending ? 'Creating…' : 'Create key'}
        </Button>
      </div>
    </form>
  );
};

const Created = ({
  created: { key },
  apiUrl,
  onDone,
}: {
  created: CreatedKey;
  apiUrl: string;
  onDone: () => void;
}) => (
  <div className="flex flex-col gap-4">
    <CodeBlock code={key} label="Your API key" />
    <div className="flex flex-col gap-1.5">
      <p className="text-sm font-medium">Try it</p>
      <CodeBlock code={tryIt(key, apiUrl)} label="A command that lists your desktops" />
    </div>
    <div className="flex justify-end">
      <Button look="primary" onClick={onDone}>
        I have copied it
      </Button>
    </div>
  </div>
);

const tryIt = (key: string, apiUrl: string): string =>
  `export CYBERDESK_API_KEY=${key}
export CYBERDESK_BASE_URL=${apiUrl}
curl -H "Authorization: Bearer $CYBERDESK_API_KEY" \\
  $CYBERDESK_BASE_URL/v1/desktops`;

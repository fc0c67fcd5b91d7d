'use client';
import type { DesktopData } from 'cyberdesk';
import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { ConfirmDialog } from '@/components/ui/confirm-dialog.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { formText } from '@/lib/form-text.ts';
import { dateTime } from '@/lib/format.ts';
import { lifetimes } from './create-form.ts';
import { useChangeDesktop } from './queries.ts';

interface AskProps {
  desktop: DesktopData;
  open: boolean;
  onClose: () => void;
}

/** Asks how much longer a desktop shall run. */
export const ExtendDialog = ({ desktop, open, onClose }: AskProps) => {
  const change = useChangeDesktop(desktop.id);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const seconds = Number(new FormData(event.currentTarget).get('seconds'));
    change.mutate({ type: 'extend', seconds });
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onClose}
      title={`Extend ${desktop.name}`}
      description={deadlineText(desktop)}
    >
      <form onSubmit={submit} className="flex flex-col gap-5">
        <Field label="Run on, from now, for" name="seconds">
          <Select defaultValue="3600">
            {lifetimes.map(({ seconds, label }) => (
              <option key={seconds} value={seconds}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <Buttons onCancel={onClose} submit="Extend" />
      </form>
    </Dialog>
  );
};

const deadlineText = ({ expiresAt, onExpire }: DesktopData): string =>
  expiresAt
    ? `Now it ${onExpire === 'delete' ? 'is deleted' : 'stops'} at ${dateTime(expiresAt)}.`
    : 'It has no deadline now.';

/** Asks for another name. */
export const RenameDialog = ({ desktop, open, onClose }: AskProps) => {
  const change = useChangeDesktop(desktop.id);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const name = formText(new FormData(event.currentTarget), 'name');
    if (name && name !== desktop.name) change.mutate({ type: 'rename', name });
    onClose();
  };
  return (
    <Dialog open={open} onOpenChange={onClose} title="Rename the desktop">
      <form onSubmit={submit} className="flex flex-col gap-5">
        <Field label="Name" name="name">
          <Input defaultValue={desktop.name} maxLength={100} required autoComplete="off" />
        </Field>
        <Buttons onCancel={onClose} submit="Rename" />
      </form>
    </Dialog>
  );
};

/** Asks before everything on a disk is gone. */
export const DeleteDialog = ({ desktop, open, onClose }: AskProps) => {
  const change = useChangeDesktop(desktop.id);
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onClose}
      title={`Delete ${desktop.name}?`}
      action="Delete desktop"
      onConfirm={() => change.mutate({ type: 'delete' })}
    >
      The desktop and everything on its disk are gone for good.
    </ConfirmDialog>
  );
};

const Buttons = ({ onCancel, submit }: { onCancel: () => void; submit: string }) => (
  <div className="flex justify-end gap-2">
    <Button type="button" look="quiet" onClick={onCancel}>
      Cancel
    </Button>
    <Button type="submit" look="primary">
      {submit}
    </Button>
  </div>
);

'use client';
import { useState, type FormEvent } from 'react';
import type { DesktopData } from 'cyberdesk';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { ErrorState } from '@/components/ui/states.tsx';
import { explain } from '@/features/session/cyberdesk.tsx';
import { bytes, money } from '@/lib/format.ts';
import { fieldErrors, lifetimes, readForm, type FieldErrors } from './create-form.ts';
import { useCreateDesktop, useSizes } from './queries.ts';

interface CreateDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: (desktop: DesktopData) => void;
}

/** Asks for what a new desktop shall be. Every field has a good default. */
export const CreateDialog = ({ open, onOpenChange, onCreated }: CreateDialogProps) => {
  const create = useCreateDesktop(onCreated);
  const [own, setOwn] = useState<FieldErrors>({});
  const errors = { ...fieldErrors(create.error), ...own };
  const isGeneral = create.error !== null && Object.keys(errors).length === 0;
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const read = readForm(new FormData(event.currentTarget));
    setOwn('errors' in read ? read.errors : {});
    if ('wish' in read) create.mutate(read.wish);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="New desktop"
      description="A virtual machine of its own, with a screen, ready in seconds."
    >
      <form onSubmit={submit} noValidate className="flex flex-col gap-4">
        {isGeneral && <ErrorState {...explain(create.error)} />}
        <Field label="Name" name="name" hint="For you; may be left empty." error={errors.name}>
          <Input maxLength={100} placeholder="Invoice agent" />
        </Field>
        <SizeField error={errors.size} />
        <LifetimeFields error={errors.timeoutSeconds} />
        <Field
          label="Labels"
          name="labels"
          hint="name=value, separated by commas."
          error={errors.labels}
        >
          <Input placeholder="team=qa" />
        </Field>
        <div className="mt-2 flex justify-end gap-2">
          <Button type="button" look="quiet" onClick={() => onOpenChange(false)}>
            Cancel
          </Button>
          <Button type="submit" look="primary" disabled={create.isPending}>
            {create.isPending ? 'Creating…' : 'Create'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

const SizeField = ({ error }: { error: string | undefined }) => {
  const sizes = useSizes().data?.items ?? [];
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor="size" className="text-sm font-medium">
        Size
      </label>
      <Select id="size" name="size" defaultValue="small">
        {sizes.length === 0 && <option value="small">small</option>}
        {sizes.map((size) => (
          <option key={size.id} value={size.id} disabled={!size.available}>
            {`${size.id}: ${size.vcpus} vCPU, ${bytes(size.memoryBytes)}, ${money(size.ratePerHourMicros, size.currency)} an hour${size.available ? '' : ' (too large for this cluster)'}`}
          </option>
        ))}
      </Select>
      {error && <p className="text-sm text-danger">{error}</p>}
    </div>
  );
};

const LifetimeFields = ({ error }: { error: string | undefined }) => (
  <div className="grid grid-cols-2 gap-3">
    <div className="flex flex-col gap-1.5">
      <label htmlFor="timeoutSeconds" className="text-sm font-medium">
        Runs for
      </label>
      <Select id="timeoutSeconds" name="timeoutSeconds" defaultValue="3600">
        {lifetimes.map(({ seconds, label }) => (
          <option key={seconds} value={seconds}>
            {label}
          </option>
        ))}
      </Select>
      {error && <p className="text-sm text-danger">{error}</p>}
    </div>
    <div className="flex flex-col gap-1.5">
      <label htmlFor="onExpire" className="text-sm font-medium">
        Then
      </label>
      <Select id="onExpire" name="onExpire" defaultValue="stop">
        <option value="stop">stops, keeps its disk</option>
        <option value="delete">is deleted</option>
      </Select>
    </div>
  </div>
);

'use client';
import type { DesktopData } from 'cyberdesk';
import { useState, type FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { ErrorState } from '@/components/ui/states.tsx';
import { explain } from '@/features/session/cyberdesk.tsx';
import { fieldErrors, isGeneral, lifetimes, readForm, type FieldErrors } from './create-form.ts';
import { useCreateDesktop, useRegions } from './queries.ts';
import { SizeChoice } from './size-choice.tsx';

interface CreateDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onCreated: (desktop: DesktopData) => void;
}

/** Asks for what a new desktop shall be. Every field has a good default. */
export const CreateDialog = ({ open, onOpenChange, onCreated }: CreateDialogProps) => (
  <Dialog
    open={open}
    onOpenChange={onOpenChange}
    title="New desktop"
    description="A virtual machine of its own, with a screen, ready in seconds."
  >
    <CreateForm onCancel={() => onOpenChange(false)} onCreated={onCreated} />
  </Dialog>
);

const CreateForm = ({
  onCancel,
  onCreated,
}: {
  onCancel: () => void;
  onCreated: (desktop: DesktopData) => void;
}) => {
  const create = useCreateDesktop(onCreated);
  const [own, setOwn] = useState<FieldErrors>({});
  const errors = { ...fieldErrors(create.error), ...own };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const read = readForm(new FormData(event.currentTarget));
    setOwn('errors' in read ? read.errors : {});
    if ('wish' in read) create.mutate(read.wish);
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      {isGeneral(create.error) && <ErrorState {...explain(create.error)} />}
      <Field label="Name" name="name" hint="For you; may be left empty." error={errors.name}>
        <Input maxLength={100} placeholder="Invoice agent" autoComplete="off" />
      </Field>
      <SizeChoice error={errors.size} />
      <div className="grid gap-4 sm:grid-cols-2">
        <LifetimeFields errors={errors} />
        <RegionField error={errors.region} />
        <Field
          label="Labels"
          name="labels"
          hint={errors.labels ? undefined : 'name=value, by commas.'}
          error={errors.labels}
        >
          <Input placeholder="team=qa" autoComplete="off" />
        </Field>
      </div>
      <div className="mt-1 flex justify-end gap-2">
        <Button type="button" look="quiet" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" look="primary" disabled={create.isPending}>
          {create.isPending ? 'Creating…' : 'Create desktop'}
        </Button>
      </div>
    </form>
  );
};

const LifetimeFields = ({ errors }: { errors: FieldErrors }) => (
  <>
    <Field label="Runs for" name="timeoutSeconds" error={errors.timeoutSeconds}>
      <Select defaultValue="3600">
        {lifetimes.map(({ seconds, label }) => (
          <option key={seconds} value={seconds}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
    <Field label="Then it" name="onExpire" error={errors.onExpire}>
      <Select defaultValue="stop">
        <option value="stop">stops and keeps its disk</option>
        <option value="delete">is deleted</option>
      </Select>
    </Field>
  </>
);

const RegionField = ({ error }: { error: string | undefined }) => {
  const regions = useRegions().data?.items ?? [];
  return (
    <Field label="Region" name="region" error={error}>
      <Select key={regions.length}>
        {regions.length === 0 && <option value="">the first</option>}
        {regions.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
};

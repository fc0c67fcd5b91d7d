'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CreatedPreview, CreatePreview } from 'cyberdesk';
import type { FormEvent } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { Field, Input } from '@/components/ui/field.tsx';
import { Select } from '@/components/ui/select.tsx';
import { ErrorState } from '@/components/ui/states.tsx';
import { explain, useCyberdesk } from '@/features/session/cyberdesk.tsx';

interface PreviewDialogProps {
  desktopId: string;
  open: boolean;
  onClose: () => void;
  onCreated: (created: CreatedPreview) => void;
}

/** Asks which port, for whom and for how long. */
export const PreviewDialog = ({ desktopId, open, onClose, onCreated }: PreviewDialogProps) => {
  const { previews } = useCyberdesk().resources;
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (wish: CreatePreview) => previews.create(desktopId, wish),
    onSuccess: (created) => {
      onCreated(created);
      onClose();
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ['previews', desktopId] }),
  });
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    create.mutate(readPreviewForm(new FormData(event.currentTarget)));
  };
  const close = (): void => {
    create.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title="Open a port"
      description="What listens on the desktop’s own loopback is reached by HTTP and WebSocket."
    >
      <form onSubmit={submit} className="flex flex-col gap-5">
        <Fields />
        {create.error && <ErrorState {...explain(create.error)} />}
        <div className="flex justify-end gap-2">
          <Button look="quiet" type="button" onClick={close}>
            Cancel
          </Button>
          <Button look="primary" type="submit" disabled={create.isPending}>
            Open port
          </Button>
        </div>
      </form>
    </Dialog>
  );
};

const Fields = () => (
  <>
    <Field label="Port" name="port">
      <Input type="number" inputMode="numeric" min={1} max={65_535} required placeholder="3000" />
    </Field>
    <Field label="Who gets in" name="access">
      <Select defaultValue="private">
        <option value="private">Whoever has the link</option>
        <option value="public">Whoever knows the address</option>
      </Select>
    </Field>
    <Field label="For" name="seconds">
      <Select defaultValue="3600">
        <option value="3600">1 hour</option>
        <option value="86400">1 day</option>
        <option value="604800">7 days</option>
      </Select>
    </Field>
  </>
);

/** What the form asks for. */
export const readPreviewForm = (form: FormData): CreatePreview => ({
  port: Number(form.get('port')),
  public: form.get('access') === 'public',
  expiresInSeconds: Number(form.get('seconds')),
});

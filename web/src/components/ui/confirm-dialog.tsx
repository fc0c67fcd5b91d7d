'use client';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  children: ReactNode;
  /** What is done, as a verb. */
  action: string;
  onConfirm: () => void;
}

/** Asks once more before something is gone for good. */
export const ConfirmDialog = ({
  open,
  onOpenChange,
  title,
  children,
  action,
  onConfirm,
}: ConfirmDialogProps) => (
  <Dialog open={open} onOpenChange={onOpenChange} title={title}>
    <div className="text-sm text-muted">{children}</div>
    <div className="mt-6 flex justify-end gap-2">
      <Button look="quiet" onClick={() => onOpenChange(false)}>
        Cancel
      </Button>
      <Button
        look="danger"
        onClick={() => {
          onOpenChange(false);
          onConfirm();
        }}
      >
        {action}
      </Button>
    </div>
  </Dialog>
);

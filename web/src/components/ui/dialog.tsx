'use client';
import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonClasses } from './button.tsx';

interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** A window over the page. Focus stays inside and goes back to where it was. */
export const Dialog = ({ open, onOpenChange, title, description, children }: DialogProps) => (
  <Base.Root open={open} onOpenChange={onOpenChange}>
    <Base.Portal>
      <Base.Backdrop className="fixed inset-0 z-40 bg-black/45 backdrop-blur-[2px] transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
      <Base.Popup className="fixed inset-x-4 top-[8vh] z-50 mx-auto max-h-[84vh] max-w-lg overflow-y-auto rounded-xl border bg-surface p-6 shadow-raised transition-all data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0">
        <div className="mb-5 flex items-start justify-between gap-4">
          <div className="flex flex-col gap-1">
            <Base.Title className="text-lg font-semibold tracking-tight">{title}</Base.Title>
            {description && (
              <Base.Description className="text-sm text-muted">{description}</Base.Description>
            )}
          </div>
          <Base.Close aria-label="Close" className={buttonClasses({ look: 'quiet', size: 'icon' })}>
            <X className="size-4" aria-hidden />
          </Base.Close>
        </div>
        {children}
      </Base.Popup>
    </Base.Portal>
  </Base.Root>
);

'use client';
import { Toast as Base } from '@base-ui/react/toast';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

/** Short messages at the corner; `useToasts().add({title, description})` shows one. */
export const Toasts = ({ children }: { children: ReactNode }) => (
  <Base.Provider timeout={6_000}>
    {children}
    <Base.Portal>
      <Base.Viewport className="fixed right-4 bottom-4 z-60 flex w-[min(24rem,calc(100vw-2rem))] flex-col gap-2">
        <List />
      </Base.Viewport>
    </Base.Portal>
  </Base.Provider>
);

export const useToasts = Base.useToastManager;

const List = () =>
  useToasts().toasts.map((toast) => (
    <Base.Root
      key={toast.id}
      toast={toast}
      className="relative rounded-lg border bg-surface p-4 pr-10 shadow-raised transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0"
    >
      <Base.Title className="text-sm font-medium" />
      <Base.Description className="mt-0.5 text-sm text-muted" />
      <Base.Close aria-label="Dismiss" className="absolute top-3 right-3 cursor-pointer text-muted">
        <X className="size-4" aria-hidden />
      </Base.Close>
    </Base.Root>
  ));

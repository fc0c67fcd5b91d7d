import { useToasts } from '@/components/ui/toast.tsx';
import { explain } from '@/features/session/cyberdesk.tsx';

/** Says in the corner what went wrong. */
export const useTell = (): ((error: unknown) => void) => {
  const toasts = useToasts();
  return (error) => {
    const { title, detail } = explain(error);
    toasts.add({ title, description: detail });
  };
};

'use client';
import { useEffect, useRef, type RefObject } from 'react';

const mayRead = async (): Promise<boolean> => {
  try {
    // Not every browser knows this name; those that do not, throw.
    const name = 'clipboard-read' as PermissionName;
    return (await navigator.permissions.query({ name })).state === 'granted';
  } catch {
    return false;
  }
};

interface Exchange {
  paste: ((text: string) => void) | undefined;
  /** What was copied in the desktop last: it has no need to go back there. */
  copied: string;
  /** True while the desktop's own is later. */
  newer: RefObject<boolean>;
}

/**
 * Brings this computer's clipboard into the desktop when a person comes back to its screen. Only where the browser has
 * been allowed to read it before: asking belongs to a click, not to a focus.
 */
export const useClipboard = (
  target: RefObject<HTMLElement | null>,
  { paste, copied, newer }: Exchange,
): void => {
  const last = useRef('');
  useEffect(() => {
    last.current = copied;
  }, [copied]);
  useEffect(() => {
    const element = target.current;
    if (!element || !paste) return undefined;
    const bring = async (): Promise<void> => {
      if (!(await mayRead())) return;
      const text = await navigator.clipboard.readText().catch(() => '');
      if (text === '' || text === last.current) return;
      last.current = text;
      if (!newer.current) paste(text);
    };
    const onFocus = (): void => void bring();
    element.addEventListener('focusin', onFocus);
    return () => element.removeEventListener('focusin', onFocus);
  }, [target, paste, newer]);
};

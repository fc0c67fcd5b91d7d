'use client';
import { useEffect, type RefObject } from 'react';

const mayRead = async (): Promise<boolean> => {
  try {
    // Not every browser knows this name; those that do not, throw.
    const name = 'clipboard-read' as PermissionName;
    return (await navigator.permissions.query({ name })).state === 'granted';
  } catch {
    return false;
  }
};

/**
 * Brings this computer's clipboard into the desktop when a person comes back to its screen. Only where the browser has
 * been allowed to read it before: asking belongs to a click, not to a focus.
 */
export const useClipboard = (
  target: RefObject<HTMLElement | null>,
  paste: ((text: string) => void) | undefined,
): void => {
  useEffect(() => {
    const element = target.current;
    if (!element || !paste) return undefined;
    let last = '';
    const bring = async (): Promise<void> => {
      if (!(await mayRead())) return;
      const text = await navigator.clipboard.readText().catch(() => '');
      if (text === '' || text === last) return;
      last = text;
      paste(text);
    };
    const onFocus = (): void => void bring();
    element.addEventListener('focusin', onFocus);
    return () => element.removeEventListener('focusin', onFocus);
  }, [target, paste]);
};

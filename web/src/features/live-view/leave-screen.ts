import type { KeyboardEvent as ReactKeyboardEvent } from 'react';

/**
 * Shift + Esc brings the keyboard back from the desktop to the page: every other key, Tab among them, goes to the
 * desktop, and nobody may be caught in there.
 */
export const leaveScreen = (
  event: ReactKeyboardEvent<HTMLElement>,
  frame: HTMLElement | null,
): void => {
  const { target } = event;
  if (!event.shiftKey || event.key !== 'Escape' || !(target instanceof HTMLCanvasElement)) return;
  event.preventDefault();
  event.stopPropagation();
  // The desktop must see Shift go up, which will happen outside of it.
  for (const code of ['ShiftLeft', 'ShiftRight'])
    target.dispatchEvent(new KeyboardEvent('keyup', { key: 'Shift', code, bubbles: false }));
  frame?.querySelector<HTMLElement>('[role="switch"]')?.focus();
};

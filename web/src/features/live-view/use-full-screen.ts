'use client';
import { useEffect, useState } from 'react';

/** Browsers that can give a page Escape, Alt+Tab and the like while it fills the screen. */
interface KeyboardLock {
  lock?: () => Promise<void>;
  unlock?: () => void;
}

const keyboard = (): KeyboardLock =>
  (navigator as unknown as { keyboard?: KeyboardLock }).keyboard ?? {};

/**
 * Whether something shall fill the screen, and a way to change that. The whole page is shown in full, so that menus
 * and dialogs stay visible; a browser that cannot do it, as on an iPhone, fills its window.
 */
export const useFullScreen = (): { isFull: boolean; toggle: () => void } => {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const follow = (): void => {
      if (document.fullscreenElement)
        void keyboard()
          .lock?.()
          .catch(() => undefined);
      else setFull(false);
    };
    document.addEventListener('fullscreenchange', follow);
    return () => {
      document.removeEventListener('fullscreenchange', follow);
      keyboard().unlock?.();
      if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
    };
  }, []);
  const toggle = (): void => {
    setFull(!isFull);
    if (!isFull) void document.documentElement.requestFullscreen?.().catch(() => undefined);
    else if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
  };
  return { isFull, toggle };
};

/** A key as the desktop knows it. */
interface Key {
  keysym: number;
  code: string;
}

const CONTROL: Key = { keysym: 0xffe3, code: 'ControlLeft' };
/** As which noVNC sends Command. */
const COMMAND: Key = { keysym: 0xffe9, code: 'MetaLeft' };
/** A browser that has nothing to paste may tell nothing. */
const PASTE_MS = 150;

export interface PasteTarget {
  mayAct: () => boolean;
  /** Puts a text on the desktop's clipboard. */
  put: (text: string) => void;
  send: (key: Key, isDown: boolean) => void;
}

/** True for Ctrl + V, its form for terminals with Shift, and Command + V. */
export const isPaste = ({
  key,
  ctrlKey,
  metaKey,
  altKey,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): boolean =>
  ctrlKey !== metaKey && !altKey && key.toLowerCase() === 'v';

/**
 * Brings this computer's clipboard along when somebody pastes by keys: the browser gives it with its own paste event,
 * for which no permission is asked, and only then the keys go to the desktop. Returns how to stop it.
 */
export const pasteByKeys = (layer: HTMLElement, target: PasteTarget): (() => void) => {
  const stop = new AbortController();
  const { signal } = stop;
  let isHeld = false;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isPaste(event) || !target.mayAct()) return;
    // noVNC would keep the browser from pasting.
    event.stopImmediatePropagation();
    isHeld = true;
    void pastedText(signal).then((text) => {
      if (signal.aborted) return;
      if (text) target.put(text);
      press(target, { letter: letterOf(event), isCommand: event.metaKey, isHeld });
    });
  };
  const onKeyUp = ({ key }: KeyboardEvent): void => {
    if (key === 'Control') isHeld = false;
  };
  layer.addEventListener('keydown', onKeyDown, { capture: true, signal });
  layer.addEventListener('keyup', onKeyUp, { capture: true, signal });
  return () => stop.abort();
};

/** The text of the paste event that follows; none when there is none. */
const pastedText = (signal: AbortSignal): Promise<string> =>
  new Promise((resolve) => {
    const done = new AbortController();
    const end = (text: string): void => {
      clearTimeout(timer);
      done.abort();
      resolve(text);
    };
    const timer = setTimeout(() => end(''), PASTE_MS);
    const onPaste = (event: ClipboardEvent): void => {
      event.preventDefault();
      end(event.clipboardData?.getData('text/plain') ?? '');
    };
    document.addEventListener('paste', onPaste, {
      capture: true,
      signal: AbortSignal.any([signal, done.signal]),
    });
  });

/** An X server lets go of Shift for a small letter, and terminals paste by Ctrl + Shift + V alone. */
const letterOf = ({ shiftKey }: KeyboardEvent): Key => ({
  keysym: shiftKey ? 0x56 : 0x76,
  code: 'KeyV',
});

interface Keys {
  letter: Key;
  isCommand: boolean;
  isHeld: boolean;
}

/** The desktop knows Ctrl + V, whatever a Mac's keyboard says. Control goes down once more: noVNC may hold it back. */
const press = ({ send }: PasteTarget, { letter, isCommand, isHeld }: Keys): void => {
  if (isCommand) send(COMMAND, false);
  send(CONTROL, true);
  send(letter, true);
  send(letter, false);
  // Held here, it is let go of when the person does.
  if (isCommand || !isHeld) send(CONTROL, false);
};

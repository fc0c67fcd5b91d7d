import '@xterm/xterm/css/xterm.css';
import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ITheme } from '@xterm/xterm';
import type { TerminalSize } from './terminal-session.ts';
import { withNonce } from './with-nonce.ts';

/** What a drawn terminal tells. */
export interface DrawnEvents {
  onInput: (bytes: Uint8Array<ArrayBuffer>) => void;
  onSize: (size: TerminalSize) => void;
}

/** A terminal that is drawn. */
export interface Drawn {
  show: (bytes: Uint8Array) => void;
  focus: () => void;
  close: () => void;
}

const SCROLLBACK_LINES = 5_000;

/** Draws a terminal into an element and follows its size and the page's theme. */
export const drawTerminal = (container: HTMLElement, events: DrawnEvents, label: string): Drawn => {
  const terminal = new Terminal({
    fontFamily: getComputedStyle(container).fontFamily,
    fontSize: 13,
    scrollback: SCROLLBACK_LINES,
    theme: themeOf(container),
    minimumContrastRatio: 4.5,
    allowProposedApi: false,
  });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  withNonce(() => terminal.open(container));
  terminal.textarea?.setAttribute('aria-label', label);
  leaveByShiftEscape(terminal, container);
  const encoder = new TextEncoder();
  terminal.onData((text) => events.onInput(encoder.encode(text)));
  terminal.onBinary((text) => events.onInput(Uint8Array.from(text, (char) => char.charCodeAt(0))));
  terminal.onResize(({ cols, rows }) => events.onSize({ columns: cols, rows }));
  const stop = follow(container, terminal, fit);
  events.onSize({ columns: terminal.cols, rows: terminal.rows });
  return {
    show: (bytes) => terminal.write(bytes),
    focus: () => terminal.focus(),
    close: () => {
      stop();
      terminal.dispose();
    },
  };
};

/** Every key, Tab among them, goes to the program: Shift + Esc is the way out, as on a desktop's screen. */
const leaveByShiftEscape = (terminal: Terminal, container: HTMLElement): void => {
  terminal.attachCustomKeyEventHandler((event) => {
    if (!event.shiftKey || event.key !== 'Escape') return true;
    if (event.type === 'keydown') {
      event.preventDefault();
      container.closest('section')?.querySelector<HTMLElement>('button')?.focus();
    }
    return false;
  });
};

/** Keeps it as large as its element and in the colours of the page; returns how to stop that. */
const follow = (container: HTMLElement, terminal: Terminal, fit: FitAddon): (() => void) => {
  const size = new ResizeObserver(() => fit.fit());
  size.observe(container);
  fit.fit();
  const theme = new MutationObserver(() => (terminal.options.theme = themeOf(container)));
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['class'] });
  return () => {
    size.disconnect();
    theme.disconnect();
  };
};

/** xterm.js knows hexadecimal colours alone, the page's are written otherwise: a canvas tells them. */
const themeOf = (container: HTMLElement): ITheme => {
  const pen = document.createElement('canvas').getContext('2d');
  const style = getComputedStyle(container);
  const colour = (name: string): string => {
    if (!pen) return '#000000';
    pen.fillStyle = style.getPropertyValue(name).trim();
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
  const [background, foreground] = [colour('--sunken'), colour('--ink')];
  const selectionBackground = colour('--line-strong');
  return { background, foreground, cursor: colour('--accent'), selectionBackground };
};

import type { Key, Screen, ScreenEvents } from './live-view.ts';
import type { Rfb, RfbClass } from './novnc.ts';

/** Draws one socket into a layer of its own over what `container` shows. */
export const openRfbScreen = (
  RfbOver: RfbClass,
  container: HTMLElement,
  { socket, label }: { socket: WebSocket; label: string },
  events: ScreenEvents,
): Screen => {
  const layer = document.createElement('div');
  Object.assign(layer.style, { position: 'absolute', inset: '0', visibility: 'hidden' });
  container.append(layer);
  const rfb = new RfbOver(layer, socket, { shared: true });
  rfb.background = 'transparent';
  rfb.showDotCursor = true;
  let isOpen = true;
  rfb.addEventListener('disconnect', () => (isOpen = false));
  rfb.addEventListener('clipboard', ({ detail }) => events.onClipboard(detail.text));
  rfb.addEventListener('connect', () => {
    layer.style.visibility = 'visible';
    events.onReady();
  });
  const canvas = describeCanvas(layer, label);
  return {
    setViewOnly: (viewOnly) => {
      rfb.viewOnly = viewOnly;
      // Who only watches scrolls and zooms the page with fingers: noVNC would take each touch for itself.
      if (canvas) canvas.style.pointerEvents = viewOnly ? 'none' : 'auto';
    },
    setFit: (fit) => {
      rfb.scaleViewport = fit;
    },
    press: (keys) => press(rfb, keys),
    paste: (text) => rfb.clipboardPasteFrom(text),
    focus: () => rfb.focus({ preventScroll: true }),
    hasFocus: () => layer.contains(document.activeElement),
    close: () => {
      if (isOpen) rfb.disconnect();
      layer.remove();
    },
  };
};

/** Makes the canvas reachable by keyboard and tells screen readers what it is. */
const describeCanvas = (layer: HTMLElement, label: string): HTMLCanvasElement | null => {
  const canvas = layer.querySelector('canvas');
  if (!canvas) return null;
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-label', label);
  return canvas;
};

const press = (rfb: Rfb, keys: readonly Key[]): void => {
  for (const { keysym, code } of keys) rfb.sendKey(keysym, code, true);
  for (const { keysym, code } of keys.toReversed()) rfb.sendKey(keysym, code, false);
};

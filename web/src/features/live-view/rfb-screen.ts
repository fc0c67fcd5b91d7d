import type { Key, Screen, ScreenEvents, Sizing } from './live-view.ts';
import type { Rfb, RfbClass } from './novnc.ts';
import { pasteByKeys } from './paste-keys.ts';
import { keepSize, watchSize } from './sizing.ts';

/** The desktop closes a connection that sends a longer message. */
const MAX_TEXT_BYTES = 1_000_000;

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
  const canvas = describeCanvas(layer, label);
  const sizing = sizer(rfb, layer, container);
  const paste = paster(rfb, events);
  const stops = [
    () => sizing('fit'),
    pasteByKeys(layer, {
      mayAct: () => isOpen && !rfb.viewOnly,
      put: (text) => events.bringsAlong() && paste(text),
      send: ({ keysym, code }, isDown) => rfb.sendKey(keysym, code, isDown),
    }),
  ];
  rfb.addEventListener('disconnect', () => (isOpen = false));
  rfb.addEventListener('clipboard', ({ detail }) => events.onClipboard(detail.text));
  rfb.addEventListener('connect', () => {
    layer.style.visibility = 'visible';
    events.onReady();
    if (canvas) stops.push(watchSize(canvas, events.onSize));
  });
  return {
    setViewOnly: (viewOnly) => {
      rfb.viewOnly = viewOnly;
      // Who only watches scrolls and zooms the page with fingers: noVNC would take each touch for itself.
      if (canvas) canvas.style.pointerEvents = viewOnly ? 'none' : 'auto';
    },
    setSizing: sizing,
    press: (keys) => press(rfb, keys),
    paste,
    focus: () => rfb.focus({ preventScroll: true }),
    hasFocus: () => layer.contains(document.activeElement),
    close: () => {
      for (const stop of stops) stop();
      if (isOpen) rfb.disconnect();
      layer.remove();
    },
  };
};

/** Puts a text on the desktop's clipboard, if it is not too long for it. */
const paster =
  (rfb: Rfb, { onTooLong }: ScreenEvents) =>
  (text: string): void => {
    if (new TextEncoder().encode(text).length > MAX_TEXT_BYTES) onTooLong();
    else rfb.clipboardPasteFrom(text);
  };

/** Changes how desktop and layer come together. */
const sizer = (rfb: Rfb, layer: HTMLElement, container: HTMLElement) => {
  let stop: (() => void) | undefined;
  // While another has the control nobody answers a wish to resize; noVNC, which has no method for it, would wait for
  // that answer for ever and send no other wish.
  const wishAnew = (): boolean => Reflect.set(rfb, '_pendingRemoteResize', false);
  return (sizing: Sizing): void => {
    stop?.();
    stop = undefined;
    rfb.scaleViewport = sizing !== 'actual';
    if (sizing === 'match') stop = keepSize(layer, container, wishAnew);
    rfb.resizeSession = sizing === 'match';
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

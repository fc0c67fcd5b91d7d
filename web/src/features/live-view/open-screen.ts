import type { ControllerOptions } from './controller.ts';
import { loadNoVnc } from './novnc.ts';

/** Opens the screen of a desktop inside an element, by noVNC. */
export const openScreen =
  (target: HTMLElement): ControllerOptions['open'] =>
  async ({ websocketUrl, token }, events) => {
    const RFB = await loadNoVnc();
    const rfb = new RFB(target, websocketUrl, {
      shared: true,
      wsProtocols: ['binary', `cyberdesk.grant.${token}`],
    });
    rfb.scaleViewport = true;
    rfb.background = 'transparent';
    rfb.addEventListener('connect', () => events.onOpen());
    rfb.addEventListener('disconnect', () => events.onClose());
    rfb.addEventListener('clipboard', (event) =>
      events.onClipboard((event as CustomEvent<{ text: string }>).detail.text),
    );
    return {
      get viewOnly() {
        return rfb.viewOnly;
      },
      set viewOnly(viewOnly) {
        rfb.viewOnly = viewOnly;
      },
      focus: () => rfb.focus(),
      paste: (text) => rfb.clipboardPasteFrom(text),
      close: () => rfb.disconnect(),
    };
  };

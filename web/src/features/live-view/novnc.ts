/** What noVNC reports. */
interface RfbEvents {
  connect: CustomEvent;
  disconnect: CustomEvent;
  clipboard: CustomEvent<{ text: string }>;
}

/** The part of noVNC's RFB that is used here; its own comments describe less than it takes. */
export interface Rfb {
  viewOnly: boolean;
  scaleViewport: boolean;
  /** Asks the desktop to be as large as the element that it is drawn in, whenever that changes. */
  resizeSession: boolean;
  showDotCursor: boolean;
  background: string;
  addEventListener<Name extends keyof RfbEvents>(
    name: Name,
    listener: (event: RfbEvents[Name]) => void,
  ): void;
  disconnect(): void;
  focus(options?: FocusOptions): void;
  sendKey(keysym: number, code: string, down?: boolean): void;
  clipboardPasteFrom(text: string): void;
}

/** Draws what a socket carries into an element. */
export type RfbClass = new (
  target: HTMLElement,
  socket: WebSocket,
  options: { shared?: boolean },
) => Rfb;

/** Loaded when a screen is first shown: it reads the browser as it loads. */
export const loadNoVnc = async (): Promise<RfbClass> =>
  ((await import('@novnc/novnc')) as unknown as { default: RfbClass }).default;

/** The part of noVNC's RFB that is used here; its own comments describe less than it takes. */
export interface Rfb extends EventTarget {
  viewOnly: boolean;
  scaleViewport: boolean;
  background: string;
  disconnect(): void;
  focus(): void;
  clipboardPasteFrom(text: string): void;
}

interface NoVnc {
  default: new (
    target: HTMLElement,
    url: string,
    options: { shared?: boolean; wsProtocols?: string[] },
  ) => Rfb;
}

/** Loaded when a screen is first shown. */
export const loadNoVnc = async (): Promise<NoVnc['default']> =>
  ((await import('@novnc/novnc')) as unknown as NoVnc).default;

import type {
  MoveWindowParams,
  RequestOptions,
  ResizeWindowParams,
  WindowsResource,
} from './generated/resources.gen.ts';
import type { Window } from './generated/types.gen.ts';
import { pages } from './pages.ts';

/** Windows on the screen of one desktop. */
export class Windows {
  #windows: WindowsResource;
  #desktopId: string;

  constructor(windows: WindowsResource, desktopId: string) {
    this.#windows = windows;
    this.#desktopId = desktopId;
  }

  /** All windows, the one in front first. */
  list(options?: RequestOptions): AsyncIterableIterator<Window> {
    return pages((cursor) =>
      this.#windows.list(this.#desktopId, { limit: 100, ...(cursor ? { cursor } : {}) }, options),
    );
  }

  /** Brings a window to the front and gives it the keyboard. */
  focus(windowId: string, options?: RequestOptions): Promise<Window> {
    return this.#windows.focus(this.#desktopId, windowId, options);
  }

  /** Moves a window's frame to a point, in pixels of the screen. */
  move(windowId: string, params: MoveWindowParams, options?: RequestOptions): Promise<Window> {
    return this.#windows.move(this.#desktopId, windowId, params, options);
  }

  /** Resizes a window's content. Programs may round the size. */
  resize(windowId: string, params: ResizeWindowParams, options?: RequestOptions): Promise<Window> {
    return this.#windows.resize(this.#desktopId, windowId, params, options);
  }

  /** Lets a window fill the screen. */
  maximize(windowId: string, options?: RequestOptions): Promise<Window> {
    return this.#windows.maximize(this.#desktopId, windowId, options);
  }

  /** Hides a window in the panel. */
  minimize(windowId: string, options?: RequestOptions): Promise<Window> {
    return this.#windows.minimize(this.#desktopId, windowId, options);
  }

  /** Gives a minimized or maximized window its own size and place back. */
  restore(windowId: string, options?: RequestOptions): Promise<Window> {
    return this.#windows.restore(this.#desktopId, windowId, options);
  }

  /** Asks a window to close; it may ask the user back. */
  close(windowId: string, options?: RequestOptions): Promise<void> {
    return this.#windows.close(this.#desktopId, windowId, options);
  }
}

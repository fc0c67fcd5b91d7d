import type {
  AccessibilityResource,
  ApplicationsResource,
  BrowserConnectionsResource,
  ClipboardResource,
  CreateBrowserConnectionParams,
  FindElementsParams,
  GetAccessibilityTreeParams,
  LaunchApplicationParams,
  RequestOptions,
  SetClipboardParams,
} from './generated/resources.gen.ts';
import type {
  Application,
  BrowserConnection,
  Clipboard as ClipboardContent,
  ElementList,
  LaunchedApplication,
} from './generated/types.gen.ts';
import { pages } from './pages.ts';

/** Programs with windows that are installed in one desktop. */
export class Applications {
  #applications: ApplicationsResource;
  #desktopId: string;

  constructor(applications: ApplicationsResource, desktopId: string) {
    this.#applications = applications;
    this.#desktopId = desktopId;
  }

  /** All applications that a menu would show, by id. */
  list(options?: RequestOptions): AsyncIterableIterator<Application> {
    return pages((cursor) =>
      this.#applications.list(
        this.#desktopId,
        { limit: 100, ...(cursor ? { cursor } : {}) },
        options,
      ),
    );
  }

  /** Starts an application, a command with a window, or the browser with a URL. */
  launch(params: LaunchApplicationParams, options?: RequestOptions): Promise<LaunchedApplication> {
    return this.#applications.launch(this.#desktopId, params, options);
  }
}

/** What programs of one desktop tell of their buttons, fields and texts. */
export class Accessibility {
  #accessibility: AccessibilityResource;
  #desktopId: string;

  constructor(accessibility: AccessibilityResource, desktopId: string) {
    this.#accessibility = accessibility;
    this.#desktopId = desktopId;
  }

  /** Finds elements by role, name and states. */
  find(params: FindElementsParams = {}, options?: RequestOptions): Promise<ElementList> {
    return this.#accessibility.find(this.#desktopId, params, options);
  }

  /** The tree of elements; ServerError `accessibilityUnavailable` when no program offers one. */
  tree(params: GetAccessibilityTreeParams = {}, options?: RequestOptions): Promise<ElementList> {
    return this.#accessibility.tree(this.#desktopId, params, options);
  }
}

/** The clipboard of one desktop. */
export class Clipboard {
  #clipboard: ClipboardResource;
  #desktopId: string;

  constructor(clipboard: ClipboardResource, desktopId: string) {
    this.#clipboard = clipboard;
    this.#desktopId = desktopId;
  }

  /** What is on it. */
  get(options?: RequestOptions): Promise<ClipboardContent> {
    return this.#clipboard.get(this.#desktopId, options);
  }

  /** Replaces what is on it: `text`, or a `png` in base64. */
  set(params: SetClipboardParams, options?: RequestOptions): Promise<void> {
    return this.#clipboard.set(this.#desktopId, params, options);
  }
}

/** Connections to the browser of one desktop, for the Chrome DevTools Protocol. */
export class BrowserConnections {
  #connections: BrowserConnectionsResource;
  #desktopId: string;

  constructor(connections: BrowserConnectionsResource, desktopId: string) {
    this.#connections = connections;
    this.#desktopId = desktopId;
  }

  /** Starts the browser when it does not run, and tells where to connect. */
  create(
    params: CreateBrowserConnectionParams = {},
    options?: RequestOptions,
  ): Promise<BrowserConnection> {
    return this.#connections.create(this.#desktopId, params, options);
  }
}

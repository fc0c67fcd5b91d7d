import type {
  AcquireControlParams,
  ControlResource,
  RequestOptions,
} from './generated/resources.gen.ts';
import type { Control as ControlState } from './generated/types.gen.ts';

/** Who may act on one desktop: everybody, until somebody acquires it. */
export class Control {
  #control: ControlResource;
  #desktopId: string;

  constructor(control: ControlResource, desktopId: string) {
    this.#control = control;
    this.#desktopId = desktopId;
  }

  /** Who holds it. */
  get(options?: RequestOptions): Promise<ControlState> {
    return this.#control.get(this.#desktopId, options);
  }

  /** Takes or prolongs it; ConflictError `controlHeld` while another holds it. A person may `takeOver`. */
  acquire(params: AcquireControlParams = {}, options?: RequestOptions): Promise<ControlState> {
    return this.#control.acquire(this.#desktopId, params, options);
  }

  /** Gives it back to everybody. */
  release(options?: RequestOptions): Promise<ControlState> {
    return this.#control.release(this.#desktopId, options);
  }
}

/** The part of node-x11 4.2 that execd uses; the package ships no types of its own. */
declare module 'x11' {
  import type { EventEmitter } from 'node:events';
  import type { Duplex } from 'node:stream';

  /** Returns true from an error call: "handled", so that the client does not emit it again. */
  export type Done<T> = (error: Error | null | undefined, value: T) => boolean | void;

  export interface Screen {
    root: number;
    pixel_width: number;
    pixel_height: number;
    root_depth: number;
    root_visual: number;
  }
  export interface XDisplay {
    client: XClient;
    screen: Screen[];
    min_keycode: number;
    max_keycode: number;
  }
  export interface XEvent {
    name: string;
    type: number;
    wid: number;
    keycode: number;
    buttons: number;
    x: number;
    y: number;
    request: number;
    width: number;
    height: number;
    message_type: number;
    data: number[];
    time: number;
    atom: number;
    state: number;
    requestor: number;
    selection: number;
    target: number;
    property: number;
  }
  export interface Pointer {
    rootX: number;
    rootY: number;
    keyMask: number;
  }
  export interface Geometry {
    width: number;
    height: number;
    depth: number;
  }
  export interface XClient extends EventEmitter {
    stream: Duplex;
    options: object;
    atoms: Record<string, number>;
    AllocID(): number;
    ReleaseID(id: number): void;
    require(name: string, done: Done<unknown>): void;
    terminate(): void;
    GetInputFocus(done: Done<{ focus: number; revertTo: number }>): void;
    GetGeometry(drawable: number, done: Done<Geometry>): void;
    GetImage(
      ...args: [number, number, number, number, number, number, number, Done<{ data: Buffer }>]
    ): void;
    QueryPointer(window: number, done: Done<Pointer>): void;
    QueryKeymap(done: Done<Buffer>): void;
    QueryTree(
      window: number,
      done: Done<{ root: number; parent: number; children: number[] }>,
    ): void;
    GetKeyboardMapping(first: number, count: number, done: Done<number[][]>): void;
    ChangeKeyboardMapping(first: number, perKeycode: number, keysyms: number[]): void;
    GetModifierMapping(done: Done<number[][]>): void;
    InternAtom(onlyIfExists: boolean, name: string, done: Done<number>): void;
    GetProperty(
      ...args: [
        number,
        number,
        number,
        number,
        number,
        number,
        Done<{ type: number; format: number; bytesAfter: number; data: Buffer }>,
      ]
    ): void;
    SendClientMessage(
      ...args: [number, number, number, 8 | 16 | 32, number[], number?, Done<void>?]
    ): void;
    ChangeWindowAttributes(window: number, values: { eventMask?: number }): void;
    CreateWindow(
      ...args: [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        Record<string, number>,
      ]
    ): void;
    CreateGC(context: number, drawable: number, values: Record<string, number>): void;
    ChangeGC(context: number, values: Record<string, number>): void;
    PolyFillRectangle(drawable: number, context: number, rectangles: number[]): void;
    MapWindow(window: number): void;
    SetInputFocus(window: number, revertTo: number): void;
    ChangeProperty(...args: [number, number, number, number, 8 | 16 | 32, Buffer | string]): void;
    TranslateCoordinates(
      ...args: [number, number, number, number, Done<{ destX: number; destY: number }>]
    ): void;
    DeleteProperty(window: number, property: number): void;
    SetSelectionOwner(owner: number, selection: number, time: number): void;
    GetSelectionOwner(selection: number, done: Done<number>): void;
    ConvertSelection(...args: [number, number, number, number, number]): void;
    SendEvent(...args: [number, number, number, Partial<XEvent>]): void;
  }
  export interface ClientOptions {
    display: string;
    bufferRequests?: boolean;
    shm?: false | ShmProvider;
  }

  export function createClient(
    options: ClientOptions,
    done: (error: Error | undefined, display: XDisplay) => void,
  ): XClient;
  export const keySyms: Record<string, number | { code: number; description: string | null }>;
  export const eventMask: Record<string, number>;

  export interface ShmFile {
    size: number;
    fd: number;
    buffer: Buffer;
  }
  /** Makes segments and moves bytes between them and their buffers. */
  export interface ShmProvider {
    flavor: 'fd';
    zeroCopy: boolean;
    create(size: number): ShmFile;
    commit(file: ShmFile, offset?: number, length?: number): void;
    sync(file: ShmFile, offset?: number, length?: number): void;
    destroy(file: ShmFile): void;
  }
  export interface ShmSegment {
    size: number;
    buffer: Buffer;
    getImage(
      ...args: [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        Done<{ size: number }>,
      ]
    ): void;
    detach(done?: () => void): void;
  }
  export interface Shm {
    createSegment(size: number, done: Done<ShmSegment>): void;
  }
  export interface XTest {
    KeyPress: 2;
    KeyRelease: 3;
    ButtonPress: 4;
    ButtonRelease: 5;
    MotionNotify: 6;
    FakeInput(...args: [number, number, number, number, number, number]): void;
  }
  export interface ScreenResources {
    timestamp: number;
    config_timestamp: number;
    crtcs: number[];
    outputs: number[];
    modeinfos: { id: number; width: number; height: number; name: string }[];
  }
  export interface RandR {
    NotifyMask: { ScreenChange: number };
    SelectInput(window: number, mask: number): void;
    GetScreenResources(window: number, done: Done<ScreenResources>): void;
    GetCrtcInfo(crtc: number, timestamp: number, done: Done<CrtcInfo>): void;
    SetScreenSize(
      ...args: [window: number, width: number, height: number, mmWidth: number, mmHeight: number]
    ): void;
    CreateMode(window: number, mode: Record<string, number | string>, done: Done<number>): void;
    DeleteOutputMode(output: number, mode: number): void;
    DestroyMode(mode: number): void;
    AddOutputMode(output: number, mode: number): void;
    SetCrtcConfig(
      ...args: [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number[],
        Done<{ status: number }>,
      ]
    ): void;
  }
  export interface CrtcInfo {
    x: number;
    y: number;
    width: number;
    height: number;
    mode: number;
    output: number[];
  }
  export interface CursorImage {
    x: number;
    y: number;
    width: number;
    height: number;
    xhot: number;
    yhot: number;
    cursorSerial: number;
    cursorImage?: Buffer | number[];
  }
  export interface Rectangle {
    x: number;
    y: number;
    width: number;
    height: number;
  }
  export interface Damage {
    ReportLevel: { NonEmpty: number };
    Create(damage: number, drawable: number, level: number): void;
    Subtract(damage: number, repair: number, parts: number): void;
  }
  export interface Fixes {
    CreateRegion(region: number, rectangles: Rectangle[]): void;
    FetchRegion(region: number, done: Done<{ extents: Rectangle; rectangles: Rectangle[] }>): void;
    GetCursorImage(done: Done<CursorImage>): void;
  }
}

/** What the measurements draw with, besides what execd uses of node-x11. */
declare module 'x11' {
  interface XClient {
    CreatePixmap(
      ...args: [id: number, drawable: number, depth: number, width: number, height: number]
    ): void;
    /** Format, drawable, context, width, height, x, y, left pad, depth, pixels. */
    PutImage(
      ...args: [number, number, number, number, number, number, number, number, number, Buffer]
    ): void;
    /** Source, target, context, source x and y, target x and y, width, height. */
    CopyArea(
      ...args: [number, number, number, number, number, number, number, number, number]
    ): void;
  }
}

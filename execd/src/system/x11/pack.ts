const PAGE = 65_536;
/** Four pixels are read and written at once: the last step may reach beyond either end. */
const SLACK = 16;

/**
 * A loop over vectors in WebAssembly; in JavaScript it takes six times as long, on the thread that serves input:
 *
 *     (func (export "pack") (param $from i32) (param $to i32) (param $end i32)
 *       (loop (v128.store (local.get $to)
 *               (i8x16.swizzle (v128.load (local.get $from)) (v128.const i8x16 2 1 0 6 5 4 …)))
 *             (local.set $to (i32.add (local.get $to) (i32.const 12)))
 *             (br_if 0 (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 16)))
 *                                (local.get $end)))))
 */
const MODULE = new WebAssembly.Module(
  new Uint8Array(
    [
      [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      // Type: three numbers to nothing.
      [0x01, 0x07, 0x01, 0x60, 0x03, 0x7f, 0x7f, 0x7f, 0x00],
      // Import "env" "memory".
      [0x02, 0x0f, 0x01, 0x03, 0x65, 0x6e, 0x76, 0x06, 0x6d, 0x65, 0x6d, 0x6f, 0x72, 0x79],
      [0x02, 0x00, 0x01],
      // One function, exported as "pack".
      [0x03, 0x02, 0x01, 0x00],
      [0x07, 0x08, 0x01, 0x04, 0x70, 0x61, 0x63, 0x6b, 0x00, 0x00],
      // Its code.
      [0x0a, 0x3a, 0x01, 0x38, 0x00],
      [0x03, 0x40],
      [0x20, 0x01, 0x20, 0x00, 0xfd, 0x00, 0x00, 0x00],
      [0xfd, 0x0c, 2, 1, 0, 6, 5, 4, 10, 9, 8, 14, 13, 12, 0xff, 0xff, 0xff, 0xff],
      [0xfd, 0x0e, 0xfd, 0x0b, 0x00, 0x00],
      [0x20, 0x01, 0x41, 0x0c, 0x6a, 0x21, 0x01],
      [0x20, 0x00, 0x41, 0x10, 0x6a, 0x22, 0x00],
      [0x20, 0x02, 0x49, 0x0d, 0x00],
      [0x0b, 0x0b],
    ].flat(),
  ),
);

const owners = new WeakMap<Buffer, Packer>();

type Pack = (from: number, to: number, end: number) => void;

/** Turns pixels as the X server has them (blue, green, red, nothing) into red, green, blue. */
export class Packer {
  readonly pixels: number;
  /** Where it reads; pixels that are here already are not copied. */
  readonly source: Buffer;
  #target: Buffer;
  #pack: Pack;

  constructor(pixels: number) {
    this.pixels = pixels;
    const to = pixels * 4 + SLACK;
    const bytes = to + pixels * 3 + SLACK;
    const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
    this.source = Buffer.from(memory.buffer, 0, pixels * 4);
    owners.set(this.source, this);
    this.#target = Buffer.from(memory.buffer, to, pixels * 3);
    const { exports } = new WebAssembly.Instance(MODULE, { env: { memory } });
    this.#pack = exports['pack'] as Pack;
  }

  /** The one whose source this is. */
  static of(source: Buffer): Packer | undefined {
    return owners.get(source);
  }

  /** Writes three bytes a pixel into `target`, for four in `source`. */
  pack(source: Buffer, target: Buffer): void {
    if (source !== this.source) source.copy(this.source, 0, 0, this.pixels * 4);
    this.#pack(0, this.#target.byteOffset, this.pixels * 4);
    this.#target.copy(target);
  }
}

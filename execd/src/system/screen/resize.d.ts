import type { Link } from '../x11/link.ts';
import type { Size } from './region.ts';
export type { Size } from './region.ts';
/** Refuses a size for which this machine has no memory: a desktop that swaps or dies helps nobody. */
export declare function checkMemory(size: Size, current: Size, available?: number): void;
/** Resizes the one output of Xtigervnc by RandR; any size goes, a new mode is made when needed. */
export declare function resize(link: Link, size: Size): Promise<void>;

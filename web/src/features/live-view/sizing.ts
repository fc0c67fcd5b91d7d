import type { Size } from './live-view.ts';

/** What a desktop can be. */
const SMALLEST: Size = { width: 320, height: 240 };
const LARGEST: Size = { width: 7680, height: 4320 };
/** A window that is being dragged shall not resize the desktop at every step. */
const QUIET_MS = 250;

const between = (value: number, low: number, high: number): number =>
  Math.max(low, Math.min(high, Math.floor(value)));

/** Size that a desktop takes in a place: whole pixels, and within what it can be. */
export const sizeIn = ({ width, height }: Size): Size => ({
  width: between(width, SMALLEST.width, LARGEST.width),
  height: between(height, SMALLEST.height, LARGEST.height),
});

/**
 * Gives a layer the size that a desktop can take in its container, now and after each change; returns how to stop it.
 * In whole pixels: of a fraction noVNC would ask again for ever.
 */
export const keepSize = (
  layer: HTMLElement,
  container: HTMLElement,
  onChange: () => void,
): (() => void) => {
  const apply = (): void => {
    const { width, height } = sizeIn(container.getBoundingClientRect());
    Object.assign(layer.style, { right: 'auto', bottom: 'auto' });
    Object.assign(layer.style, { width: `${width}px`, height: `${height}px` });
    onChange();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new ResizeObserver(() => {
    clearTimeout(timer);
    timer = setTimeout(apply, QUIET_MS);
  });
  apply();
  observer.observe(container);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    Object.assign(layer.style, { inset: '0', width: '', height: '' });
  };
};

/** Tells the size of a canvas now and whenever it changes; returns how to stop it. */
export const watchSize = (
  canvas: HTMLCanvasElement,
  onSize: (size: Size) => void,
): (() => void) => {
  const tell = (): void => onSize({ width: canvas.width, height: canvas.height });
  const observer = new MutationObserver(tell);
  observer.observe(canvas, { attributes: true, attributeFilter: ['width', 'height'] });
  tell();
  return () => observer.disconnect();
};

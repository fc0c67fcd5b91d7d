import type { Key } from './live-view.ts';

const control: Key = { keysym: 0xffe3, code: 'ControlLeft' };
const alt: Key = { keysym: 0xffe9, code: 'AltLeft' };

/** Keys that a browser or its system keeps for itself. */
export const specialKeys: { label: string; keys: Key[] }[] = [
  { label: 'Ctrl + Alt + Del', keys: [control, alt, { keysym: 0xffff, code: 'Delete' }] },
  { label: 'Alt + Tab', keys: [alt, { keysym: 0xff09, code: 'Tab' }] },
  { label: 'Alt + F4', keys: [alt, { keysym: 0xffc1, code: 'F4' }] },
  { label: 'Ctrl + W', keys: [control, { keysym: 0x77, code: 'KeyW' }] },
  { label: 'Ctrl + T', keys: [control, { keysym: 0x74, code: 'KeyT' }] },
  { label: 'Super', keys: [{ keysym: 0xffeb, code: 'MetaLeft' }] },
  { label: 'Escape', keys: [{ keysym: 0xff1b, code: 'Escape' }] },
  { label: 'F11', keys: [{ keysym: 0xffc8, code: 'F11' }] },
];

/**
 * Runs `make`, during which style sheets are made with the page's nonce: without it the page's policy refuses them.
 * xterm.js makes its own while a terminal opens, and has no option for a nonce. What is shadowed here is given back
 * before anything else can run.
 */
export const withNonce = (make: () => void): void => {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce ?? '';
  const original = document.createElement.bind(document);
  const createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = original(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
  Object.defineProperty(document, 'createElement', { value: createElement, configurable: true });
  try {
    make();
  } finally {
    Reflect.deleteProperty(document, 'createElement');
  }
};

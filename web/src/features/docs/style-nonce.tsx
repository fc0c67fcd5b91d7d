'use client';
import { setNonce } from 'get-nonce';
import { useEffect } from 'react';

/**
 * Lets the search dialog hold the page behind it still: the style sheet that it inserts for that needs the nonce of the
 * document, which is not that of a page that was loaded into it later.
 */
export const StyleNonce = () => {
  useEffect(() => {
    const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
    if (nonce) setNonce(nonce);
  }, []);
  return undefined;
};

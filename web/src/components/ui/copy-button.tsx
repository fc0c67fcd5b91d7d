'use client';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { buttonClasses } from './button.tsx';

/** Copies a text and says that it did. */
export const CopyButton = ({ text, label = 'Copy' }: { text: string; label?: string }) => {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const timer = copied ? setTimeout(() => setCopied(false), 2_000) : undefined;
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true));
  return (
    <button
      type="button"
      onClick={copy}
      aria-label={label}
      className={buttonClasses({ look: 'quiet', size: 'icon' })}
    >
      {copied ? (
        <Check className="size-4 text-accent" aria-hidden />
      ) : (
        <Copy className="size-4" aria-hidden />
      )}
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </button>
  );
};

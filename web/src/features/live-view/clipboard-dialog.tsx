'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { Dialog } from '@/components/ui/dialog.tsx';
import { inputClasses } from '@/components/ui/field.tsx';
import { useToasts } from '@/components/ui/toast.tsx';

interface ClipboardProps {
  open: boolean;
  onClose: () => void;
  /** What was copied last inside the desktop. */
  copied: string;
  /** Puts a text on the desktop's clipboard. */
  paste: (text: string) => void;
  /** Types a text in the desktop; absent where that is not possible. */
  type?: (text: string) => void;
}

/** Text between this computer and the desktop, for whoever's browser does not share its clipboard. */
export const ClipboardDialog = ({ open, onClose, ...rest }: ClipboardProps) => (
  <Dialog
    open={open}
    onOpenChange={onClose}
    title="Clipboard"
    description="Text between this computer and the desktop."
  >
    <FromDesktop copied={rest.copied} />
    <ToDesktop {...rest} onDone={onClose} />
  </Dialog>
);

const FromDesktop = ({ copied }: { copied: string }) => (
  <section className="mb-5 flex flex-col gap-1.5">
    <h3 className="text-sm font-medium">Copied in the desktop</h3>
    {copied ? (
      <div className="flex items-start gap-2 rounded-md bg-sunken p-2 pl-3">
        <p className="max-h-32 grow overflow-y-auto py-1.5 font-mono text-xs break-all whitespace-pre-wrap">
          {copied}
        </p>
        <CopyButton text={copied} label="Copy to this computer" />
      </div>
    ) : (
      <p className="text-sm text-muted">Nothing yet.</p>
    )}
  </section>
);

const ToDesktop = ({
  paste,
  type,
  onDone,
}: Pick<ClipboardProps, 'paste' | 'type'> & { onDone: () => void }) => {
  const toasts = useToasts();
  const [text, setText] = useState('');
  const put = (): void => {
    paste(text);
    onDone();
    toasts.add({ title: 'On the desktop’s clipboard', description: 'Paste it there: Ctrl + V.' });
  };
  return (
    <section className="flex flex-col gap-1.5">
      <label htmlFor="to-desktop" className="text-sm font-medium">
        To the desktop
      </label>
      <textarea
        id="to-desktop"
        value={text}
        onChange={(event) => setText(event.target.value)}
        rows={4}
        maxLength={2_000}
        placeholder="Paste or write here"
        className={`${inputClasses} h-auto resize-y py-2 font-mono text-xs`}
      />
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        {type && (
          <Button
            disabled={!text}
            onClick={() => {
              onDone();
              type(text);
            }}
          >
            Type it
          </Button>
        )}
        <Button look="primary" disabled={!text} onClick={put}>
          Put on its clipboard
        </Button>
      </div>
    </section>
  );
};

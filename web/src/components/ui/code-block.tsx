import { CopyButton } from './copy-button.tsx';

/** A piece of code to copy. */
export const CodeBlock = ({ code, label }: { code: string; label: string }) => (
  <div className="group relative rounded-lg border bg-sunken">
    <pre
      tabIndex={0}
      aria-label={label}
      className="overflow-x-auto p-4 pr-14 font-mono text-[13px] leading-relaxed"
    >
      <code>{code}</code>
    </pre>
    <div className="absolute top-2 right-2 rounded-md bg-sunken">
      <CopyButton text={code} label={`Copy: ${label}`} />
    </div>
  </div>
);

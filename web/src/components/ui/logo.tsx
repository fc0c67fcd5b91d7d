/** The mark: a screen with a pointer in it. */
export const Mark = ({ className = 'size-6' }: { className?: string }) => (
  <svg viewBox="0 0 24 24" fill="none" className={className} aria-hidden>
    <rect x="2" y="3.5" width="20" height="14" rx="3" className="stroke-ink" strokeWidth="1.75" />
    <path d="M8.5 21h7" className="stroke-ink" strokeWidth="1.75" strokeLinecap="round" />
    <path d="m9.6 7 6.3 3.2-2.7.9-1 2.7L9.6 7Z" className="fill-accent" />
  </svg>
);

export const Logo = () => (
  <span className="inline-flex items-center gap-2 font-semibold tracking-tight">
    <Mark />
    Cyberdesk
  </span>
);

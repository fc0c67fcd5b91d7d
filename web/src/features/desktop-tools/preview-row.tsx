import type { Preview } from 'cyberdesk';
import { ExternalLink } from 'lucide-react';
import { Badge } from '@/components/ui/badge.tsx';
import { Button, buttonClasses } from '@/components/ui/button.tsx';
import { CopyButton } from '@/components/ui/copy-button.tsx';
import { dateTime } from '@/lib/format.ts';

interface PreviewRowProps {
  preview: Preview;
  /** Opens it in a browser; absent for a private one that was opened elsewhere. */
  link: string | undefined;
  onRevoke: () => void;
}

/** One open port. */
export const PreviewRow = ({ preview, link, onRevoke }: PreviewRowProps) => {
  const { port, url, expiresAt } = preview;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2.5 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex items-center gap-2 font-medium">
          Port {port}
          <Badge tone={preview.public ? 'warning' : 'neutral'}>
            {preview.public ? 'public' : 'private'}
          </Badge>
          <span className="text-xs font-normal text-muted">until {dateTime(expiresAt)}</span>
        </p>
        <p className="truncate font-mono text-xs text-muted" title={url}>
          {url}
        </p>
      </div>
      <div className="flex items-center gap-1">
        {link ? (
          <>
            <CopyButton text={link} label={`Copy the link to port ${port}`} />
            <a
              href={link}
              target="_blank"
              rel="noreferrer"
              aria-label={`Visit port ${port}`}
              title="Visit"
              className={buttonClasses({ look: 'quiet', size: 'icon' })}
            >
              <ExternalLink className="size-4" aria-hidden />
            </a>
          </>
        ) : (
          <span className="text-xs text-muted">Its link was shown once</span>
        )}
        <Button size="small" look="quiet" aria-label={`Close port ${port}`} onClick={onRevoke}>
          Close
        </Button>
      </div>
    </li>
  );
};

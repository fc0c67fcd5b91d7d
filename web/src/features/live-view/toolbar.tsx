'use client';
import {
  Camera,
  ClipboardList,
  Expand,
  Eye,
  EyeOff,
  Keyboard,
  Maximize,
  Minimize,
  Shrink,
  type LucideIcon,
} from 'lucide-react';
import { Button, buttonClasses } from '@/components/ui/button.tsx';
import { Menu } from '@/components/ui/menu.tsx';
import { classes } from '@/lib/classes.ts';
import { specialKeys } from './keys.ts';
import type { Key } from './live-view.ts';

export interface ToolbarProps {
  isConnected: boolean;
  viewOnly: boolean;
  onViewOnly: (viewOnly: boolean) => void;
  fit: boolean;
  onFit: (fit: boolean) => void;
  isFull: boolean;
  onFull: () => void;
  onClipboard: () => void;
  onScreenshot: () => void;
  onKeys: (keys: Key[]) => void;
}

/** What can be done with a live view. */
export const Toolbar = (props: ToolbarProps) => {
  const { isConnected, viewOnly, fit, isFull } = props;
  const mayAct = isConnected && !viewOnly;
  return (
    <div role="toolbar" aria-label="Live view" className="flex items-center gap-0.5">
      <ModeSwitch {...props} />
      <Menu
        label="Send keys"
        className={classes(
          buttonClasses({ look: 'quiet', size: 'icon' }),
          !mayAct && 'pointer-events-none opacity-50',
        )}
        trigger={<Keyboard className="size-4" aria-hidden />}
        items={specialKeys.map(({ label, keys }) => ({
          label,
          disabled: !mayAct,
          onSelect: () => props.onKeys(keys),
        }))}
      />
      <Tool
        label="Clipboard"
        icon={ClipboardList}
        disabled={!isConnected}
        onClick={props.onClipboard}
      />
      <Tool label="Download a screenshot" icon={Camera} onClick={props.onScreenshot} />
      <Tool
        label={fit ? 'Show at full size' : 'Fit into the page'}
        icon={fit ? Expand : Shrink}
        disabled={!isConnected}
        onClick={() => props.onFit(!fit)}
      />
      <Tool
        label={isFull ? 'Leave full screen' : 'Full screen'}
        icon={isFull ? Minimize : Maximize}
        onClick={props.onFull}
      />
    </div>
  );
};

/** While it is on, keys and pointer stay here. */
const ModeSwitch = ({ viewOnly, onViewOnly }: ToolbarProps) => (
  <Button
    size="small"
    role="switch"
    aria-checked={viewOnly}
    title={viewOnly ? 'Your input is not sent. Click to act.' : 'Click to only watch.'}
    onClick={() => onViewOnly(!viewOnly)}
    look={viewOnly ? 'primary' : 'secondary'}
    className="mr-1"
  >
    {viewOnly ? (
      <Eye className="size-4" aria-hidden />
    ) : (
      <EyeOff className="size-4 text-muted" aria-hidden />
    )}
    View only
  </Button>
);

const Tool = ({
  label,
  icon: Icon,
  disabled = false,
  onClick,
}: {
  label: string;
  icon: LucideIcon;
  disabled?: boolean;
  onClick: () => void;
}) => (
  <Button
    look="quiet"
    size="icon"
    aria-label={label}
    title={label}
    disabled={disabled}
    onClick={onClick}
  >
    <Icon className="size-4" aria-hidden />
  </Button>
);

'use client';
import type { UsageDay } from 'cyberdesk';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { duration, money, utcDay } from '@/lib/format.ts';
import { axisOf } from './spans.ts';

const HEIGHT = 220;
const LEFT = 44;
const BOTTOM = 24;
const TOP = 8;
const RIGHT = 18;
/** Room that the name of a day takes. */
const LABEL = 72;

/**
 * Hours of running by day. A picture of the table beside it: screen readers are told of that one, the pointer sees each
 * day's numbers.
 */
export const UsageChart = ({ days, currency }: { days: UsageDay[]; currency: string }) => {
  const figure = useRef<HTMLElement>(null);
  const width = useWidth(figure);
  const [at, setAt] = useState<number>();
  const unit = Math.max(...days.map(({ runningSeconds }) => runningSeconds)) < 3_600 ? 60 : 3_600;
  const { top, step } = axisOf(Math.max(...days.map((day) => day.runningSeconds / unit)));
  const slot = (width - LEFT - RIGHT) / days.length;
  const y = (value: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const every = Math.ceil(LABEL / slot);
  const shown = at === undefined ? undefined : days[at];
  return (
    <figure ref={figure} className="flex min-w-0 flex-col gap-2">
      <figcaption className="flex h-5 items-baseline justify-between gap-4 text-sm text-muted">
        <span>{unit === 60 ? 'Minutes' : 'Hours'} of running</span>
        <span className="tabular-nums" aria-hidden>
          {shown &&
            `${utcDay(shown.day)}: ${duration(shown.runningSeconds)}, ${money(shown.costMicros, currency)}`}
        </span>
      </figcaption>
      <svg
        width={width}
        height={HEIGHT}
        aria-hidden
        className="max-w-full text-[11px]"
        onPointerLeave={() => setAt(undefined)}
      >
        <Grid {...{ top, step, y, width }} />
        {days.map(({ day, runningSeconds }, index) => (
          <g key={day} onPointerEnter={() => setAt(index)}>
            <rect
              x={LEFT + index * slot}
              y={TOP}
              width={slot}
              height={HEIGHT - TOP}
              fill="none"
              pointerEvents="all"
            />
            <Bar
              x={LEFT + index * slot}
              width={slot}
              top={y(runningSeconds / unit)}
              isDim={at !== undefined && at !== index}
            />
            {(days.length - 1 - index) % every === 0 && (
              <text
                x={LEFT + (index + 0.5) * slot}
                y={HEIGHT - 6}
                textAnchor="middle"
                className="fill-muted"
              >
                {utcDay(day)}
              </text>
            )}
          </g>
        ))}
      </svg>
    </figure>
  );
};

const Grid = ({
  top,
  step,
  y,
  width,
}: {
  top: number;
  step: number;
  y: (value: number) => number;
  width: number;
}) =>
  Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step).map((value) => (
    <g key={value}>
      <line x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} className="stroke-line" />
      <text x={LEFT - 8} y={y(value) + 4} textAnchor="end" className="fill-muted">
        {Number(value.toFixed(2))}
      </text>
    </g>
  ));

/** Width of an element, followed: text in a picture that is scaled would be too small on a phone. */
const useWidth = (target: RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(640);
  useEffect(() => {
    if (!target.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.max(240, Math.floor(entry.contentRect.width)));
    });
    observer.observe(target.current);
    return () => observer.disconnect();
  }, [target]);
  return width;
};

const Bar = ({
  x,
  width,
  top,
  isDim,
}: {
  x: number;
  width: number;
  top: number;
  isDim: boolean;
}) => {
  const height = HEIGHT - BOTTOM - top;
  if (height <= 0) return null;
  const gap = Math.min(6, width * 0.15);
  return (
    <rect
      x={x + gap}
      y={top}
      width={Math.min(48, width - 2 * gap)}
      height={height}
      rx={Math.min(3, height / 2)}
      className={isDim ? 'fill-accent/45' : 'fill-accent'}
    />
  );
};

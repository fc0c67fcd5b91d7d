import type { ComponentProps } from 'react';
import { inputClasses } from './field.tsx';

/** The browser's own list to choose from: every phone and screen reader knows it. */
export const Select = (props: ComponentProps<'select'>) => (
  <select {...props} className={`${inputClasses} cursor-pointer appearance-none`} />
);

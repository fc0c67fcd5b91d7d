'use client';
import { Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { buttonClasses } from './button.tsx';

/** Light or dark. Until it is used, the page looks as the system does. */
export const ThemeSwitch = () => {
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <button
      type="button"
      aria-label="Switch between light and dark"
      onClick={() => setTheme(resolvedTheme === 'dark' ? 'light' : 'dark')}
      className={buttonClasses({ look: 'quiet', size: 'icon' })}
    >
      <Sun className="size-4 dark:hidden" aria-hidden />
      <Moon className="hidden size-4 dark:block" aria-hidden />
    </button>
  );
};

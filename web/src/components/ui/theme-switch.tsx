'use client';
import { Monitor, Moon, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { buttonClasses } from './button.tsx';
import { Menu } from './menu.tsx';

/** Light, dark, or as the system has it. */
export const ThemeSwitch = () => {
  const { setTheme } = useTheme();
  return (
    <Menu
      label="Theme"
      className={buttonClasses({ look: 'quiet', size: 'icon' })}
      trigger={
        <>
          <Sun className="size-4 dark:hidden" aria-hidden />
          <Moon className="hidden size-4 dark:block" aria-hidden />
        </>
      }
      items={[
        { label: 'Light', icon: <Sun aria-hidden />, onSelect: () => setTheme('light') },
        { label: 'Dark', icon: <Moon aria-hidden />, onSelect: () => setTheme('dark') },
        { label: 'System', icon: <Monitor aria-hidden />, onSelect: () => setTheme('system') },
      ]}
    />
  );
};

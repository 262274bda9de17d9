import type { ThemeName } from '../../charts/theme.ts';
import { element } from './dom.ts';
import { tellHost } from './host.ts';

const KEY = 'wsktrace-theme';

/** The theme that the reader chose before, or else the system's. */
export function initialTheme(): ThemeName {
  const chosen = stored();
  if (chosen === 'light' || chosen === 'dark') {
    return chosen;
  }
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Tells of each change; paper is always light. */
export function watchTheme(theme: ThemeName, changed: (theme: ThemeName) => void): void {
  const button = element<HTMLButtonElement>('theme');
  let current = theme;
  const show = (shown: ThemeName) => {
    document.documentElement.dataset.theme = shown;
    button.setAttribute('aria-pressed', String(shown === 'dark'));
    tellHost({ theme: shown });
    changed(shown);
  };
  button.addEventListener('click', () => {
    current = current === 'dark' ? 'light' : 'dark';
    store(current);
    show(current);
  });
  addEventListener('beforeprint', () => show('light'));
  addEventListener('afterprint', () => show(current));
  show(current);
}

// A page from disk may be refused storage.
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function store(theme: ThemeName): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Then the next page begins with the system's.
  }
}

import type { HostMessage } from './host-message.ts';

/** A page that was made in the browser is at an address of that kind, and in a frame; one from disk or the web has no host. */
const HAS_HOST = parent !== self && location.protocol === 'blob:';

export function tellHost(message: HostMessage): void {
  if (HAS_HOST) {
    parent.postMessage(message, '*');
  }
}

/** Hands files that are dropped on to the host, which never learns of them otherwise. */
export function passDrops(): void {
  if (HAS_HOST) {
    addEventListener('dragover', (event) => event.preventDefault());
    addEventListener('drop', (event) => {
      event.preventDefault();
      tellHost({ files: [...(event.dataTransfer?.files ?? [])] });
    });
  }
}

/**
 * Goes where a link within the page leads, or the host wants to: a frame without an origin may not change its address, not even
 * its end.
 */
export function followHost(go: (hash: string) => void): void {
  if (HAS_HOST) {
    // The host names the trace and the program already.
    document.documentElement.dataset.hosted = '';
    addEventListener('click', (event) => {
      const link = (event.target as Element).closest?.('a[href^="#"]');
      if (link != null) {
        event.preventDefault();
        go(link.getAttribute('href')!);
      }
    });
    addEventListener('message', ({ source, data }) => {
      if (source === parent) {
        go((data as HostMessage).address ?? '');
      }
    });
  }
}

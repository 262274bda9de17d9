import type { HostMessage } from '../../lib/report/index.ts';

/**
 * Shows a report's page as it is, in a frame that is of no origin and may do nothing but run its own scripts. The address of
 * this page has behind its # what that of the report would have, so that a link shows the same view of the same trace.
 */
export class Frame {
  readonly #frame: HTMLIFrameElement;
  #url = '';

  /** @param dropped told of files that are dropped on the report */
  constructor(frame: HTMLIFrameElement, dropped: (files: readonly File[]) => void) {
    this.#frame = frame;
    addEventListener('message', ({ source, data }) => {
      if (source === frame.contentWindow) {
        const { address, theme, files } = data as HostMessage;
        if (address !== undefined) {
          history.replaceState(null, '', address === '' ? '#' : address);
        }
        if (theme !== undefined) {
          document.documentElement.dataset.theme = theme;
        }
        if (files !== undefined) {
          dropped(files);
        }
      }
    });
    frame.addEventListener('load', () => {
      // Keys go to the report: focus that was given before it was there is lost. An empty frame is loaded, too.
      if (this.#url !== '') {
        frame.contentWindow?.focus();
      }
    });
    addEventListener('hashchange', () => {
      const message: HostMessage = { address: location.hash };
      frame.contentWindow?.postMessage(message, '*');
    });
  }

  show(page: Blob): void {
    this.clear();
    this.#url = URL.createObjectURL(page);
    this.#frame.src = this.#url + location.hash;
  }

  clear(): void {
    if (this.#url !== '') {
      URL.revokeObjectURL(this.#url);
      this.#url = '';
      this.#frame.removeAttribute('src');
    }
  }
}

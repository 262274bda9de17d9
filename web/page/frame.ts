import type { HostMessage } from '../../lib/report/index.ts';

/** Who is told what happens in a report. */
export interface FrameListener {
  readonly dropped: (files: readonly File[]) => void;
  readonly moved: () => void;
}

/**
 * Shows a report's page as it is, in a frame that is of no origin and may do nothing but run its own scripts.
 */
export class Frame {
  readonly #frame: HTMLIFrameElement;
  #url = '';
  /** What the report's own address would have behind its #, with that. */
  address = '';

  /** @param told of files that are dropped on the report, and where in it one went */
  constructor(frame: HTMLIFrameElement, { dropped, moved }: FrameListener) {
    this.#frame = frame;
    addEventListener('message', ({ source, data }) => {
      if (source === frame.contentWindow) {
        const { address, theme, files } = data as HostMessage;
        if (address !== undefined) {
          this.address = address;
          moved();
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
  }

  /** Goes to a place in the report. */
  goTo(address: string): void {
    this.address = address;
    const message: HostMessage = { address };
    this.#frame.contentWindow?.postMessage(message, '*');
  }

  show(page: Blob): void {
    this.clear();
    this.#url = URL.createObjectURL(page);
    this.#frame.src = this.#url + this.address;
  }

  clear(): void {
    if (this.#url !== '') {
      URL.revokeObjectURL(this.#url);
      this.#url = '';
      this.#frame.removeAttribute('src');
    }
  }
}

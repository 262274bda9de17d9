import { formatBytes } from '../../lib/report/index.ts';
import type { Reply } from '../messages.ts';
import { element } from './dom.ts';
import { progressText } from './progress.ts';
import { type Run, startRun } from './run.ts';
import { save } from './save.ts';

/** Makes Parquet files of the traces that are open, beside whatever is looked at, and saves them. */
export class FrameSaver {
  readonly #button = element<HTMLButtonElement>('save-frames');
  readonly #status = element('save-status');
  #run: Run | null = null;

  /** @param what the traces that are open, and what the file is to be called */
  constructor(what: () => { readonly files: readonly File[]; readonly name: string }) {
    this.#button.addEventListener('click', () => {
      const { files, name } = what();
      this.#button.disabled = true;
      this.#run = startRun({ kind: 'frames', files }, (reply) => this.#hear(reply, name));
    });
  }

  /** Gives up what is being made. */
  stop(status = ''): void {
    this.#run?.end();
    this.#run = null;
    this.#button.disabled = false;
    this.#status.textContent = status;
  }

  #hear(reply: Reply, name: string): void {
    if (reply.kind === 'progress') {
      this.#status.textContent = progressText(reply);
    } else if (reply.kind === 'failed') {
      this.stop(reply.message);
    } else if (reply.kind === 'frames') {
      save(reply.zip, name);
      this.stop(`${name}, ${formatBytes(reply.zip.size)}`);
    }
  }
}

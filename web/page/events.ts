import { plural } from '../../lib/report/index.ts';
import { printable } from '../../lib/text/index.ts';
import type { FoundEvents } from '../messages.ts';
import { element } from './dom.ts';
import { EventTable } from './event-table.ts';
import { type EventsView, eventsAddress, queryOf } from './events-address.ts';
import { type Run, startRun } from './run.ts';

/** The events of the traces that are open: those that the form asks for. */
export class Events {
  readonly #table = new EventTable((page) => this.#run?.ask({ kind: 'page', page }));
  readonly #moved: () => void;
  readonly #form = element<HTMLFormElement>('events-form');
  readonly #file = element<HTMLSelectElement>('events-file');
  #files: readonly File[] = [];
  #run: Run | null = null;
  #isListed = false;
  /** What is listed. */
  #view: EventsView = { file: 0, query: queryOf(() => '') };

  /** @param moved told that others are asked for */
  constructor(moved: () => void) {
    this.#moved = moved;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#list();
    });
    this.#form.addEventListener('reset', () => setTimeout(() => this.#list()));
    element('events-cancel').addEventListener('click', () => this.#cancel());
  }

  /** Takes other traces; those before are forgotten. */
  take(files: readonly File[]): void {
    this.#stop('');
    this.#files = files;
    this.#isListed = false;
    this.#table.clear();
    this.#file.replaceChildren(...files.map(({ name }, at) => new Option(printable(name), String(at))));
    element('events-file-label').hidden = files.length < 2;
  }

  get address(): string {
    return eventsAddress(this.#view);
  }

  /** Asks for others, by the form's fields as if they were typed. */
  goTo({ file, query }: EventsView): void {
    this.#file.value = String(Math.min(file, this.#files.length - 1));
    for (const [name, value] of Object.entries(query)) {
      inputOf(name).value = value;
    }
    this.#isListed = false;
  }

  /** Reads the events when they are first looked at. */
  look(): void {
    if (!this.#isListed) {
      this.#list();
    }
  }

  #list(): void {
    const file = this.#files[Number(this.#file.value)];
    if (file === undefined) {
      return;
    }
    this.#stop('Reading…');
    this.#isListed = true;
    element('events-cancel').hidden = false;
    this.#table.clear();
    const query = queryOf((field) => inputOf(field).value.trim());
    this.#view = { file: this.#files.indexOf(file), query };
    this.#moved();
    this.#run = startRun({ kind: 'events', files: [file], query }, (reply) => {
      if (reply.kind === 'found') {
        this.#table.setCount(reply.count);
        element('events-status').textContent = statusOf(reply);
        element('events-cancel').hidden = reply.isWhole;
      } else if (reply.kind === 'page') {
        this.#table.take(reply);
      } else if (reply.kind === 'failed') {
        this.#stop(reply.message);
      }
    });
  }

  /** The worker that finds events is the one that shows them. */
  #cancel(): void {
    this.#table.clear();
    this.#stop('Cancelled.');
  }

  #stop(status: string): void {
    this.#run?.end();
    this.#run = null;
    element('events-cancel').hidden = true;
    element('events-status').textContent = status;
  }
}

function inputOf(name: string): HTMLInputElement {
  return element<HTMLInputElement>(`events-${name}`);
}

function statusOf({ count, isWhole, warnings }: FoundEvents): string {
  if (!isWhole) {
    return `Reading… ${plural(count, 'event', 'events')} so far.`;
  }
  const found = count === 0 ? 'No event is what is asked for.' : `${plural(count, 'event', 'events')}.`;
  return [found, ...warnings].join(' ');
}

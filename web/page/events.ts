import { formatCount, plural } from '../../lib/report/index.ts';
import { printable } from '../../lib/text/index.ts';
import type { EventList, EventQuery } from '../messages.ts';
import { element } from './dom.ts';
import { EventTable } from './event-table.ts';
import { type Run, startRun } from './run.ts';

const FIELDS = ['provider', 'event', 'where', 'from', 'to'] as const satisfies readonly (keyof EventQuery)[];

/** The events of the traces that are open: those that the form asks for. */
export class Events {
  readonly #table = new EventTable();
  readonly #form = element<HTMLFormElement>('events-form');
  readonly #file = element<HTMLSelectElement>('events-file');
  #files: readonly File[] = [];
  #run: Run | null = null;
  #isListed = false;

  constructor() {
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#list();
    });
    this.#form.addEventListener('reset', () => setTimeout(() => this.#list()));
    element('events-cancel').addEventListener('click', () => this.#stop('Cancelled.'));
  }

  /** Takes other traces; those before are forgotten. */
  take(files: readonly File[]): void {
    this.#stop('');
    this.#files = files;
    this.#isListed = false;
    this.#table.show([]);
    this.#file.replaceChildren(...files.map(({ name }, at) => new Option(printable(name), String(at))));
    element('events-file-label').hidden = files.length < 2;
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
    this.#table.show([]);
    const value = (name: string) => element<HTMLInputElement>(`events-${name}`).value.trim();
    const query = Object.fromEntries(FIELDS.map((name) => [name, value(name)])) as unknown as EventQuery;
    this.#run = startRun({ kind: 'events', files: [file], query }, (reply) => {
      if (reply.kind === 'events') {
        this.#stop(statusOf(reply));
        this.#table.show(reply.rows);
      } else if (reply.kind === 'failed') {
        this.#stop(reply.message);
      }
    });
  }

  #stop(status: string): void {
    this.#run?.end();
    this.#run = null;
    element('events-cancel').hidden = true;
    element('events-status').textContent = status;
  }
}

function statusOf({ rows, hasMore, warnings }: EventList): string {
  const count = hasMore
    ? `The first ${formatCount(rows.length)} events; there are more: ask for fewer.`
    : rows.length === 0
      ? 'No event is what is asked for.'
      : `${plural(rows.length, 'event', 'events')}.`;
  return [count, ...warnings].join(' ');
}

import { printable } from '../../lib/text/index.ts';
import type { MadeReport, Reply } from '../messages.ts';
import { element } from './dom.ts';
import { filesIn, whenDropped } from './drop.ts';
import { Events } from './events.ts';
import { type EventsView, eventsIn } from './events-address.ts';
import { Frame } from './frame.ts';
import { progressText } from './progress.ts';
import { pageAssets, type Run, startRun } from './run.ts';
import { save } from './save.ts';
import { FrameSaver } from './save-frames.ts';

const VIEWS = ['start', 'busy', 'failed', 'report', 'events'] as const;
type View = (typeof VIEWS)[number];

const input = element<HTMLInputElement>('files');
const frame = new Frame(element<HTMLIFrameElement>('frame'), { dropped: read, moved: tellAddress });
const events = new Events(tellAddress);
let view: View = 'start';
const frames = new FrameSaver(() => ({ files, name: nameWith('.frames.zip') }));
let run: Run | null = null;
let files: readonly File[] = [];
let made: MadeReport | null = null;

function show(wanted: View, focused: string): void {
  view = wanted;
  for (const name of VIEWS) {
    element(name).hidden = name !== view;
  }
  element('actions').hidden = view !== 'report' && view !== 'events';
  for (const name of ['report', 'events'] as const) {
    element(`show-${name}`).setAttribute('aria-pressed', String(view === name));
  }
  element('names').textContent = view === 'start' ? '' : files.map(({ name }) => printable(name)).join(', ');
  element(focused).focus();
}

/** Reads traces and shows their report; one that is being read is given up. */
function read(given: readonly File[]): void {
  if (given.length === 0) {
    return;
  }
  stop();
  files = given;
  tellProgress(null);
  show('busy', 'cancel');
  events.take(files);
  run = startRun({ kind: 'report', files, assets: pageAssets() }, hear);
}

function stop(): void {
  run?.end();
  run = null;
  made = null;
  frames.stop();
  frame.clear();
  // The same file can be chosen again.
  input.value = '';
  document.title = 'wsktrace';
}

function hear(reply: Reply): void {
  if (reply.kind === 'progress') {
    tellProgress(reply);
  } else if (reply.kind === 'failed') {
    stop();
    element('failure').textContent = reply.message;
    show('failed', 'retry');
  } else if (reply.kind === 'report') {
    showReport(reply);
  }
}

function tellProgress(progress: (Reply & { readonly kind: 'progress' }) | null): void {
  const bar = element<HTMLProgressElement>('progress');
  if (progress === null) {
    bar.removeAttribute('value');
  } else {
    bar.max = Math.max(1, progress.size);
    bar.value = progress.bytes;
  }
  element('progress-text').textContent = progress === null ? 'Opening…' : progressText(progress);
}

function showReport(report: MadeReport): void {
  made = report;
  document.title = `${report.title} – wsktrace`;
  element('verdict').textContent = printable(report.title);
  const warnings = element('warnings');
  warnings.hidden = report.warnings.length === 0;
  warnings.replaceChildren(
    ...report.warnings.map((text) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    }),
  );
  show('report', 'frame');
  const wanted = eventsIn(location.hash);
  frame.address = wanted === null ? location.hash : '';
  frame.show(report.html);
  if (wanted !== null) {
    showEvents(wanted);
  }
}

/** @param wanted which ones; those that were shown before unless told */
function showEvents(wanted: EventsView | null): void {
  if (wanted !== null) {
    events.goTo(wanted);
  }
  show('events', 'show-events');
  events.look();
  tellAddress();
}

/**
 * The address of this page has behind its # what is looked at: what the report's own would have, or which events. So a link shows
 * the same view of the same trace.
 */
function tellAddress(): void {
  const address = view === 'events' ? events.address : view === 'report' ? frame.address : null;
  if (address !== null) {
    history.replaceState(null, '', address === '' ? '#' : address);
  }
}

function followAddress(): void {
  const wanted = eventsIn(location.hash);
  if (view !== 'report' && view !== 'events') {
    return;
  }
  if (wanted !== null) {
    showEvents(wanted);
  } else {
    frame.goTo(location.hash);
    show('report', 'frame');
  }
}

function start(): void {
  stop();
  events.take([]);
  show('start', 'choose');
}

whenDropped(read);
input.addEventListener('change', () => read(filesIn(input.files)));
element('choose').addEventListener('click', () => input.click());
element('again').addEventListener('click', start);
element('show-report').addEventListener('click', () => {
  show('report', 'show-report');
  tellAddress();
});
element('show-events').addEventListener('click', () => showEvents(null));
addEventListener('hashchange', followAddress);
element('retry').addEventListener('click', start);
element('cancel').addEventListener('click', start);
element('save-page').addEventListener('click', () => saveAs('html'));
element('save-markdown').addEventListener('click', () => saveAs('markdown'));
show('start', 'choose');

const ENDINGS = { html: '.html', markdown: '.md' } as const;
function saveAs(kind: keyof typeof ENDINGS): void {
  if (made !== null) {
    save(made[kind], nameWith(ENDINGS[kind]));
  }
}

/** The first trace's name with another ending. */
function nameWith(ending: string): string {
  const [first] = files;
  return `${(first?.name ?? 'report').replace(/(?:\.etl)?(?:\.gz|\.zip)?$/i, '')}${ending}`;
}

import { printable } from '../../lib/text/index.ts';
import type { MadeReport, Reply } from '../messages.ts';
import { element } from './dom.ts';
import { filesIn, whenDropped } from './drop.ts';
import { Events } from './events.ts';
import { Frame } from './frame.ts';
import { progressText } from './progress.ts';
import { pageAssets, type Run, startRun } from './run.ts';
import { save } from './save.ts';

const VIEWS = ['start', 'busy', 'failed', 'report', 'events'] as const;
type View = (typeof VIEWS)[number];

const input = element<HTMLInputElement>('files');
const frame = new Frame(element<HTMLIFrameElement>('frame'), read);
const events = new Events();
let run: Run | null = null;
let names: readonly string[] = [];
let made: MadeReport | null = null;

function show(view: View, focused: string): void {
  for (const name of VIEWS) {
    element(name).hidden = name !== view;
  }
  element('actions').hidden = view !== 'report' && view !== 'events';
  for (const name of ['report', 'events'] as const) {
    element(`show-${name}`).setAttribute('aria-pressed', String(view === name));
  }
  element('names').textContent = view === 'start' ? '' : names.map(printable).join(', ');
  element(focused).focus();
}

/** Reads traces and shows their report; one that is being read is given up. */
function read(files: readonly File[]): void {
  if (files.length === 0) {
    return;
  }
  stop();
  names = files.map(({ name }) => name);
  tellProgress(null);
  show('busy', 'cancel');
  events.take(files);
  run = startRun({ kind: 'report', files, assets: pageAssets() }, hear);
}

function stop(): void {
  run?.end();
  run = null;
  made = null;
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
  frame.show(report.html);
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
element('show-report').addEventListener('click', () => show('report', 'show-report'));
element('show-events').addEventListener('click', () => {
  show('events', 'show-events');
  events.look();
});
element('retry').addEventListener('click', start);
element('cancel').addEventListener('click', start);
element('save-page').addEventListener('click', () => saveAs('html'));
element('save-markdown').addEventListener('click', () => saveAs('markdown'));
show('start', 'choose');

const ENDINGS = { html: '.html', markdown: '.md' } as const;
function saveAs(kind: keyof typeof ENDINGS): void {
  if (made !== null) {
    const [first = 'report'] = names;
    save(made[kind], `${first.replace(/(?:\.etl)?(?:\.gz|\.zip)?$/i, '')}${ENDINGS[kind]}`);
  }
}

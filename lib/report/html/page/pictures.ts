import type { ThemeName } from '../../charts/theme.ts';
import { formatNs } from '../../units.ts';
import { KINDS } from '../../why/picture/kinds.ts';
import type { Picture } from '../../why/picture/picture.ts';
import { PICTURE_DATA, PICTURE_DOMAIN, type PictureRow } from '../../why/picture/spec.ts';
import { elementOrNull } from './dom.ts';
import type { PageData } from './page-data.ts';
import type { VegaView } from './vega.ts';
import { createView, hideMarks, type Tooltip } from './view.ts';

/** Numbers of a mark in a picture's list. */
const MARK = 5;
/** How much a press zooms, and how much of what is shown it moves. */
const ZOOM = 2;
const MOVE = 0.3;

/** What keys do while the focus is in a picture. */
const KEYS: Readonly<Record<string, string>> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  ArrowLeft: 'earlier',
  ArrowRight: 'later',
  '0': 'all',
};

/** A stretch of time in seconds since the call was issued. */
type Domain = readonly [from: number, to: number];

interface Shown {
  readonly picture: Picture;
  readonly figure: HTMLElement;
  view: VegaView | null;
  /** Kept where the view is drawn anew in another theme. */
  domain: Domain;
}

/** The pictures of slow calls: each is drawn when its call is opened. */
export class Pictures {
  readonly #page: PageData;
  readonly #tooltip: Tooltip;
  readonly #all: Shown[];
  #theme: ThemeName = 'light';

  constructor(page: PageData, tooltip: Tooltip) {
    this.#page = page;
    this.#tooltip = tooltip;
    this.#all = (page.why?.pictures ?? []).flatMap((picture, at) => {
      const figure = elementOrNull(`picture-${at}`);
      return figure === null ? [] : [{ picture, figure, view: null, domain: wholeOf(picture) }];
    });
    for (const shown of this.#all) {
      this.#listen(shown);
    }
  }

  /** Draws those anew that are open; a view can't change its configuration. */
  async draw(theme: ThemeName): Promise<void> {
    this.#theme = theme;
    for (const shown of this.#all) {
      shown.view?.finalize();
      shown.view = null;
    }
    await Promise.all(this.#all.filter(isOpen).map((shown) => this.#draw(shown)));
  }

  async #draw(shown: Shown): Promise<void> {
    const { picture, figure, domain } = shown;
    const { spec } = this.#page.why!;
    const plot = figure.querySelector<HTMLElement>('.plot')!;
    const view = createView(spec, this.#page.themes[this.#theme], plot, this.#tooltip);
    shown.view = view;
    view.data(PICTURE_DATA, rowsOf(picture));
    // Its first run sets the signal by the data.
    await view.runAsync();
    await view.signal(PICTURE_DOMAIN, domain).runAsync();
    view.addSignalListener(PICTURE_DOMAIN, (_name, value) => {
      const [from, to] = value as Domain;
      shown.domain = [from, to];
      tell(shown);
    });
    hideMarks(plot);
    figure.querySelector('.hidden-marks')!.textContent = picture.hidden;
    tell(shown);
  }

  #listen(shown: Shown): void {
    const { figure } = shown;
    const details = detailsOf(figure);
    details.addEventListener('toggle', () => {
      if (details.open && shown.view === null) {
        void this.#draw(shown);
      }
    });
    details.addEventListener('click', ({ target }) => {
      const button = (target as HTMLElement).closest<HTMLElement>('button');
      const { zoom, begin, end } = button?.dataset ?? {};
      if (zoom !== undefined) {
        show(shown, moved(shown, zoom));
      } else if (begin !== undefined && end !== undefined) {
        show(shown, around(Number(begin) / 1e9, Number(end) / 1e9));
        figure.scrollIntoView({ block: 'nearest' });
      }
    });
    figure.addEventListener('keydown', (event) => {
      const what = KEYS[event.key];
      if (what !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        show(shown, moved(shown, what));
      }
    });
  }
}

/** The stretch to be shown behind a press of a button or a key. */
function moved({ picture, domain: [from, to] }: Shown, what: string): Domain {
  const [middle, size] = [(from + to) / 2, to - from];
  switch (what) {
    case 'in':
      return [middle - size / 2 / ZOOM, middle + size / 2 / ZOOM];
    case 'out':
      return [middle - (size / 2) * ZOOM, middle + (size / 2) * ZOOM];
    case 'earlier':
      return [from - MOVE * size, to - MOVE * size];
    case 'later':
      return [from + MOVE * size, to + MOVE * size];
    default:
      return wholeOf(picture);
  }
}

function show(shown: Shown, domain: Domain): void {
  shown.domain = domain;
  if (shown.view !== null) {
    shown.view.signal(PICTURE_DOMAIN, domain);
    void shown.view.runAsync();
    tell(shown);
  }
}

/** Says which stretch is shown. */
function tell({ figure, domain: [from, to] }: Shown): void {
  figure.querySelector('output')!.textContent = `${formatNs(from * 1e9)} to ${formatNs(to * 1e9)}`;
}

/** A segment with as much before and behind, so that it is seen where it stands. */
function around(from: number, to: number): Domain {
  const margin = (to - from) / 2;
  return [from - margin, to + margin];
}

function wholeOf({ fromNs, toNs }: Picture): Domain {
  return [fromNs / 1e9, toNs / 1e9];
}

function detailsOf(figure: HTMLElement): HTMLDetailsElement {
  return figure.closest('details')!;
}

function isOpen({ figure }: Shown): boolean {
  return detailsOf(figure).open;
}

function rowsOf({ lanes, texts, marks }: Picture): PictureRow[] {
  const rows: PictureRow[] = [];
  for (let at = 0; at < marks.length; at += MARK) {
    const [lane, fromNs, toNs, kind, text] = marks.slice(at, at + MARK) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const time =
      toNs > fromNs ? `for ${formatNs(toNs - fromNs)}, from ${formatNs(fromNs)}` : `at ${formatNs(fromNs)}`;
    rows.push({
      lane: lanes[lane]!,
      from: fromNs / 1e9,
      to: toNs / 1e9,
      kind: KINDS[kind]!.name,
      tip: `${texts[text]!}\n${time} since the issue`,
    });
  }
  return rows;
}

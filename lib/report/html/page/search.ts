import { element } from './dom.ts';

/** What is looked through: findings as a whole, and the rows of the page's own tables. */
const PLACES = '.finding, .sortable tbody tr';

/**
 * The search box: finds ids, functions, addresses and whatever else a finding or a row says. Enter goes to the next.
 * @param reveal makes a place seen that is hidden
 */
export function makeSearchable(reveal: (place: HTMLElement) => void): void {
  const input = element<HTMLInputElement>('search');
  const told = element<HTMLOutputElement>('found');
  let hits: HTMLElement[] = [];
  let at = -1;
  const look = () => {
    for (const hit of hits) {
      hit.classList.remove('hit', 'current');
    }
    hits = matches(input.value.trim());
    at = -1;
    for (const hit of hits) {
      hit.classList.add('hit');
    }
    tell();
  };
  const tell = () => {
    const count =
      hits.length === 0 ? 'nothing' : at < 0 ? `${hits.length} found` : `${at + 1} of ${hits.length}`;
    told.textContent = input.value.trim() === '' ? '' : count;
  };
  const go = (step: number) => {
    if (hits.length === 0) {
      return;
    }
    hits[at]?.classList.remove('current');
    at = (at + step + hits.length) % hits.length;
    const hit = hits[at]!;
    reveal(hit);
    hit.classList.add('current');
    hit.scrollIntoView({ block: 'center' });
    tell();
  };
  input.addEventListener('input', look);
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      go(event.shiftKey && at >= 0 ? -1 : 1);
    } else if (event.key === 'Escape') {
      input.value = '';
      look();
    }
  });
}

function matches(text: string): HTMLElement[] {
  if (text === '') {
    return [];
  }
  const isMatch = matcherOf(text);
  return [...document.querySelectorAll<HTMLElement>(PLACES)].filter(isMatch);
}

/** A number is an id, and found as a whole: of "3", neither 13 nor 3.5 ms. "IRP 3" names the kind, too. */
function matcherOf(text: string): (place: HTMLElement) => boolean {
  const [, kind, id] = /^(?:(irp|call|socket)\s+)?(\d+)$/i.exec(text) ?? [];
  if (id === undefined) {
    const wanted = text.toLowerCase();
    return (place) => place.textContent!.toLowerCase().includes(wanted);
  }
  const kinds = kind === undefined ? ['irp', 'call', 'socket'] : [kind.toLowerCase()];
  return (place) =>
    kinds.some((one) => place.getAttribute(`data-${one}`) === id) ||
    kinds.some((one) => new RegExp(`\\b${one} ${id}\\b`, 'i').test(place.textContent!));
}

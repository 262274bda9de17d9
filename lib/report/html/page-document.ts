import type { RuleName } from '../../wsk/index.ts';
import { embeddedJson, escapeHtml, escapeMarkup } from '../markup/escape.ts';
import { htmlDocument } from '../markup/html-document.ts';
import type { PageData } from './page/page-data.ts';
import { STYLE } from './style.ts';
import { PRINTED_ROWS } from './table.ts';

/** A script of a page, and what names it in a Content-Security-Policy: 'sha256-…'. */
export interface PageScript {
  readonly text: string;
  readonly source: string;
}

/** What a page is made of besides what it tells: files of the package, which the caller reads. */
export interface PageAssets {
  /** Vega and the page's own code, which `pageScripts` makes, in the order in which they run. */
  readonly scripts: readonly PageScript[];
  /** The licence of Vega, which asks to go with every copy. */
  readonly vegaLicence: string;
  /** The pages that explain findings, as Markdown. */
  readonly helpPages: ReadonlyMap<RuleName, string>;
}

/** The font of the page and of its charts. */
export const FONT = "system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif";

/** What a page tells. All but the texts of title and file is HTML. */
export interface PageContent {
  readonly title: string;
  /** The trace's path. */
  readonly file: string;
  /** What stands above the sections. */
  readonly head: string;
  /** Those without HTML are left out. */
  readonly sections: readonly (readonly [id: string, title: string, html: string])[];
  readonly footer: string;
  readonly data: PageData;
}

/**
 * A page as one HTML file that needs nothing else: it works from disk, and its policy forbids it to load anything
 * and to run anything but its own two scripts.
 */
export function pageDocument(content: PageContent, assets: PageAssets): string {
  // The whole path stands among the raw facts.
  const file = content.file.split(/[\\/]/).at(-1) ?? '';
  const present = content.sections.filter(([, , html]) => html !== '');
  const body = `<header><div><strong>wsktrace</strong><span class="file">${escapeHtml(file)}</span>
<nav aria-label="Sections">${present.map(([id, title]) => `<a href="#${id}">${title}</a>`).join('')}</nav>
<span class="search"><input type="search" id="search" placeholder="Find id, function, address" aria-label="Find an id, a function or an address; Enter goes to the next"> <output id="found" for="search"></output></span>
<button type="button" id="theme" aria-pressed="false">Dark</button></div></header>
<main>
${content.head}
<noscript><p class="quiet">The charts need scripts; all else of this page does not.</p></noscript>
${present.map(([, , html]) => html).join('\n')}
</main>
<footer><p>Made by wsktrace.${content.footer}</p>
<p class="print-choice"><label><input type="checkbox" id="print-all"> Print all rows of the tables, not the first ${PRINTED_ROWS} alone</label></p>
<details><summary>The charts are drawn by Vega, which is in this page under the BSD 3-Clause licence</summary>
<pre>${escapeMarkup(assets.vegaLicence)}</pre></details></footer>
<script type="application/json" id="page-data">${embeddedJson(content.data)}</script>
${assets.scripts.map(({ text }) => `<script>${text}</script>`).join('\n')}`;
  return htmlDocument({
    title: `${content.title} – wsktrace`,
    style: STYLE,
    scriptSources: assets.scripts.map(({ source }) => source),
    body,
  });
}

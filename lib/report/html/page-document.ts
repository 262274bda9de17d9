import { jsonText } from '../../text/index.ts';
import type { RuleName } from '../../wsk/index.ts';
import { escapeHtml, escapeMarkup } from '../markup/escape.ts';
import { htmlDocument } from '../markup/html-document.ts';
import { linkModules, type ModuleText } from './link.ts';
import type { PageData } from './page/page-data.ts';
import { STYLE } from './style.ts';
import { PRINTED_ROWS } from './table.ts';

/** What a page is made of besides what it tells: files of the package, which the caller reads. */
export interface PageAssets {
  /** Vega, as a script that makes the global object `vega`. */
  readonly vega: string;
  /** The page's own code, as compiled: each module after those that it imports. */
  readonly modules: readonly ModuleText[];
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
export async function pageDocument(content: PageContent, assets: PageAssets): Promise<string> {
  // The whole path stands among the raw facts.
  const file = content.file.split(/[\\/]/).at(-1) ?? '';
  const scripts = [assets.vega, linkModules(assets.modules, { 'vega-util': 'vega' })].map(withoutScriptEnd);
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
<script type="application/json" id="page-data">${embedded(content.data)}</script>
${scripts.map((script) => `<script>${script}</script>`).join('\n')}`;
  return htmlDocument({
    title: `${content.title} – wsktrace`,
    style: STYLE,
    scriptSources: await Promise.all(scripts.map(sourceHash)),
    body,
  });
}

/** Nothing in it can end the element, nor begin a comment in it. */
function embedded(data: PageData): string {
  return jsonText(data).replaceAll('<', '\\u003c');
}

/** Code that holds the end of its own element would end there; in a string or a pattern the two are the same. */
function withoutScriptEnd(script: string): string {
  return script.replaceAll(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '<\\!--');
}

/** What names a script in a Content-Security-Policy. */
async function sourceHash(script: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}

import { escapeHtml } from './escape.ts';
import { htmlDocument } from './html-document.ts';

const STYLE = `
:root { color-scheme: light dark; --line: #8885; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; border-left: .4rem solid; padding-left: .7rem; }
h1.good { border-color: #2a8a3e; } h1.bad { border-color: #c4302b; }
h2 { font-size: 1.1rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0; }
article { border: 1px solid var(--line); border-radius: .4rem; padding: .7rem 1rem; margin: .7rem 0; }
article.failing { border-left: .3rem solid #c4302b; } article.warning { border-left: .3rem solid #c98a00; }
article p { margin: .3rem 0; } code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; } th, td { text-align: left; padding: .2rem .9rem .2rem 0; border-bottom: 1px solid var(--line); }
.small, footer { font-size: .85rem; opacity: .75; overflow-wrap: anywhere; }`;

/**
 * A plain page, which runs no scripts.
 * @param title as text
 * @param sections as HTML; empty ones are left out
 */
export function htmlPage(title: string, isGood: boolean, sections: readonly string[], foot: string): string {
  const body = [
    `<h1 class="${isGood ? 'good' : 'bad'}">${escapeHtml(title)}</h1>`,
    ...sections.filter((section) => section !== ''),
    `<footer><p>${escapeHtml(foot)}</p></footer>`,
  ].join('\n');
  return htmlDocument({ title, style: STYLE, body });
}

/** @param content as HTML; without any there is no section */
export function htmlSection(title: string, content: string): string {
  return content === '' ? '' : `<section><h2>${escapeHtml(title)}</h2>\n${content}\n</section>`;
}

export function htmlList(items: readonly string[]): string {
  return items.length === 0
    ? ''
    : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}</ul>`;
}

export function htmlTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, texts: readonly string[]) =>
    texts.map((text) => `<${tag}>${escapeHtml(text)}</${tag}>`).join('');
  return rows.length === 0
    ? ''
    : `<table><thead><tr>${cells('th', head)}</tr></thead>\n<tbody>${rows
        .map((row) => `<tr>${cells('td', row)}</tr>`)
        .join('\n')}</tbody></table>`;
}

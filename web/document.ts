import {
  embeddedJson,
  escapeHtml,
  escapeMarkup,
  htmlDocument,
  type PageAssets,
  type PageScript,
} from '../lib/report/index.ts';
import type { RuleName } from '../lib/wsk/index.ts';
import { STYLE } from './style.ts';

/** What the page onto which traces are dropped is made of. */
export interface WebParts {
  readonly version: string;
  /** The page's own code, bundled. */
  readonly page: PageScript;
  /** The worker's, as it may stand in an element. */
  readonly worker: string;
  /** The licences of the packages in the worker. */
  readonly licences: string;
  /** What the pages of reports are made of. */
  readonly assets: PageAssets;
}

/** The parts of reports' pages, as they stand in this one. */
export interface EmbeddedAssets extends Omit<PageAssets, 'helpPages'> {
  readonly helpPages: readonly (readonly [RuleName, string])[];
}

/**
 * The page as one HTML file that needs nothing else. Its policy lets it connect to nothing, so that no byte of a trace can
 * leave it: it runs its own script, the worker that it holds, and in a frame the reports that the worker makes. A frame at such an
 * address has this policy besides its own, which is why it names the scripts of reports.
 */
export function webDocument({ version, page, worker, licences, assets }: WebParts): string {
  const embedded: EmbeddedAssets = { ...assets, helpPages: [...assets.helpPages] };
  return htmlDocument({
    title: 'wsktrace',
    style: STYLE,
    // The walk over a trace's events is WebAssembly, which the page holds as a text: it may be compiled, and nothing else.
    scriptSources: [...[page, ...assets.scripts].map(({ source }) => source), "'wasm-unsafe-eval'"],
    policy: ["connect-src 'none'", 'worker-src blob:', 'frame-src blob:'],
    body: `<header><strong>wsktrace</strong><span id="names"></span>
<span id="actions" hidden><span role="group" aria-label="View"><button type="button" id="show-report" aria-pressed="true">Report</button><button type="button" id="show-events" aria-pressed="false">Events</button></span>
<button type="button" id="again">Open another trace</button>
<button type="button" id="save-page">Save this page</button>
<button type="button" id="save-markdown">Save as Markdown</button>
<button type="button" id="save-frames" title="Calls, IRPs, sockets, callbacks and findings as tables, a .zip of Parquet files">Save as Parquet</button>
<output id="save-status"></output></span></header>
<main>
<noscript><p>This page reads traces with a script, which your browser does not run.</p></noscript>
<section id="start" aria-labelledby="start-title" hidden>
<h1 id="start-title">Drop a trace here</h1>
<p><button type="button" id="choose">Choose files…</button><input type="file" id="files" multiple hidden></p>
<p>An ETW trace of a driver that uses Winsock Kernel: <code>.etl</code>, <code>.etl.gz</code> or <code>.etl.zip</code>. Several
files are taken as one recording.</p>
<p>The report is made in this page: latencies, leaks and unmatched IRPs, each with function, line and proof. Nothing is uploaded; the
page’s own policy lets it connect to nothing.</p>
</section>
<section id="busy" aria-labelledby="busy-title" hidden>
<h1 id="busy-title">Reading the trace</h1>
<p><progress id="progress" aria-labelledby="busy-title"></progress></p>
<p id="progress-text"></p>
<p><button type="button" id="cancel">Cancel</button></p>
</section>
<section id="failed" aria-labelledby="failed-title" hidden>
<h1 id="failed-title">No report could be made</h1>
<p id="failure" role="alert"></p>
<p><button type="button" id="retry">Choose another file</button></p>
</section>
<section id="report" aria-labelledby="verdict" hidden>
<h1 id="verdict" class="unseen"></h1>
<ul id="warnings" hidden></ul>
<iframe id="frame" title="Report" sandbox="allow-scripts"></iframe>
</section>
<section id="events" aria-labelledby="events-title" hidden>
<h1 id="events-title" class="unseen">Events</h1>
<form id="events-form">
<label id="events-file-label" hidden>file <select id="events-file"></select></label>
<label>provider <input id="events-provider" placeholder="any; * and ? as in Wsk*" spellcheck="false"></label>
<label>event <input id="events-event" placeholder="any" spellcheck="false"></label>
<label class="wide">where <input id="events-where" placeholder="Op = Receive and Length &#62; 65536" spellcheck="false"></label>
<label>from <input id="events-from" class="time" placeholder="200ms"></label>
<label>to <input id="events-to" class="time" placeholder="1.5s"></label>
<button type="submit">Show</button> <button type="reset">Show all</button>
<button type="button" id="events-cancel" hidden>Cancel</button>
<output id="events-status"></output>
</form>
<div id="events-scroll" tabindex="0" role="region" aria-label="Events; the arrow keys choose one">
<table id="events-table"><thead><tr aria-rowindex="1"><th scope="col">time ms</th><th scope="col">cpu</th><th scope="col">pid</th><th scope="col">tid</th><th scope="col">event</th><th scope="col">fields</th></tr></thead><tbody></tbody></table>
</div>
<pre id="events-detail" aria-live="polite" hidden></pre>
</section>
</main>
<footer><p>wsktrace ${escapeHtml(version)}</p>
<details><summary>Licences of what is in this page</summary>
<pre tabindex="0" aria-label="Licences">${escapeMarkup(licences)}</pre></details></footer>
<script type="text/plain" id="worker">${worker}</script>
<script type="application/json" id="assets">${embeddedJson(embedded)}</script>
<script>${page.text}</script>`,
  });
}

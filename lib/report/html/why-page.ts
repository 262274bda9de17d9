import type { Why } from '../../why/index.ts';
import { vegaConfig } from '../charts/theme.ts';
import { escapeHtml } from '../markup/escape.ts';
import { headlineText } from '../why/text.ts';
import { NO_CHARTS } from './no-charts.ts';
import { FONT, type PageAssets, pageDocument } from './page-document.ts';
import { picturesData } from './pictures-data.ts';
import { whySection } from './why.ts';

/** Why calls were slow, as one HTML file. */
export async function whyPage(why: Why, assets: PageAssets): Promise<string> {
  const title = 'Why calls were slow';
  const { file } = why.analysis.trace;
  return await pageDocument(
    {
      title,
      file,
      head: `<div class="verdict ${why.calls.length === 0 ? 'doubt' : 'good'}"><p>${title}</p><h1>${escapeHtml(headlineText(why))}</h1></div>`,
      sections: [['why', 'Why slow', whySection(why, '')]],
      footer: '',
      data: {
        data: NO_CHARTS,
        base: null,
        specs: {},
        plots: {},
        why: await picturesData(why),
        themes: { light: vegaConfig('light', FONT), dark: vegaConfig('dark', FONT) },
      },
    },
    assets,
  );
}

import { posix } from 'node:path';
import { Command } from 'commander';
import { TraceError } from '../../lib/etl/index.ts';
import { packageFolder, readPackageText } from '../../lib/package/index.ts';
import { helpText, RULE_TITLES, wrapAfter } from '../../lib/report/index.ts';
import { didYouMean } from '../../lib/syntax/index.ts';
import { RULES } from '../../lib/wsk/index.ts';
import type { Terminal } from '../terminal.ts';

const FINDINGS = 'docs/findings';
/** Pages on other things than findings; their names are no finding's. */
const FOLDERS = ['docs', 'docs/ci'];

export function explainCommand(terminal: Terminal): Command {
  return new Command('explain')
    .argument('[topic]', 'a finding, as irp-leak, or another page; without it: all that there are')
    .addHelpText('after', '\nExample:\n  wsktrace explain irp-leak')
    .action((topic?: string) => {
      const pages = pagesByTopic();
      terminal.out(topic === undefined ? listText(pages, terminal) : pageText(topic, pages, terminal));
    });
}

/** Paths in the package by the name that is asked for. */
function pagesByTopic(): Map<string, string> {
  const pages = [FINDINGS, ...FOLDERS].flatMap((folder) =>
    packageFolder(folder)
      .filter((name) => name.endsWith('.md') && name !== 'README.md')
      .map((name) => [posix.basename(name, '.md'), posix.join(folder, name)] as const),
  );
  return new Map([...pages, ['findings', posix.join(FINDINGS, 'README.md')]]);
}

function pageText(topic: string, pages: ReadonlyMap<string, string>, terminal: Terminal): string {
  const path = pages.get(topic.toLowerCase());
  if (path === undefined) {
    const near = didYouMean(topic, [...pages.keys()]);
    throw new TraceError('usage', `no page is called ${topic}${near} (wsktrace explain lists them)`);
  }
  return helpText(readPackageText(path), terminal, (name) => pages.has(name));
}

function listText(pages: ReadonlyMap<string, string>, { style, width }: Terminal): string {
  const others = [...pages].filter(([, path]) => !path.startsWith(FINDINGS));
  const names = Math.max(...[...pages.keys()].map((name) => name.length));
  const line = (name: string, title: string) =>
    `  ${name.padEnd(names)}  ${wrapAfter(title, width, ' '.repeat(names + 4))}`;
  return [
    style.heading('Findings, causes first'),
    ...RULES.map((rule) => line(rule, RULE_TITLES[rule])),
    line('findings', 'All of them: the contract, their order, and how sure each is.'),
    '',
    style.heading('Other pages'),
    ...others.map(([name, path]) => line(name, titleOf(readPackageText(path)))),
    '',
  ].join('\n');
}

function titleOf(page: string): string {
  return /^# (.*)$/m.exec(page)?.[1] ?? '';
}

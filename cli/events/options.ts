import { type Command, InvalidArgumentError, Option } from 'commander';
import { type EventSelection, parseWhere } from '../../lib/events/index.ts';
import { EVENT_FORMATS, type EventFormat } from '../../lib/report/index.ts';
import { parseDuration } from '../options/duration.ts';
import { parseCount } from '../options/integer.ts';
import { collect } from '../options/list.ts';
import { SPREADSHEET_HELP } from '../options/spreadsheet.ts';

export interface EventsOptions {
  readonly provider?: string[];
  readonly event?: string[];
  readonly from?: number;
  readonly to?: number;
  readonly pid?: number[];
  readonly tid?: number[];
  readonly processor?: number[];
  readonly level?: number;
  readonly keyword?: (bigint | string)[];
  readonly where?: string;
  readonly irp?: (number | bigint)[];
  readonly call?: (number | bigint)[];
  readonly socket?: (number | bigint)[];
  readonly limit?: number;
  readonly count?: boolean;
  readonly columns?: boolean;
  readonly manifest?: string[];
  readonly tmf?: string[];
  readonly format: EventFormat;
  readonly spreadsheet?: boolean;
}

export function addEventsOptions(command: Command): Command {
  return command
    .option(
      '--provider <name>',
      'only of this provider, by name (* and ? stand for any) or GUID; repeatable',
      collect,
    )
    .option('--event <name>', 'only of this name (* and ? stand for any); repeatable', collect)
    .option('--from <time>', 'not before this time since the trace’s start, as in 1.5s', parseDuration)
    .option('--to <time>', 'not after this time since the trace’s start', parseDuration)
    .option('--pid <id>', 'only of this process; repeatable', collectId)
    .option('--tid <id>', 'only of this thread; repeatable', collectId)
    .option('--processor <n>', 'only of this processor; repeatable', collectId)
    .option(
      '--level <level>',
      'only of this level and more severe ones: 1 to 5, or critical … verbose',
      parseLevel,
    )
    .option(
      '--keyword <mask>',
      'only with one of these bits, as in 0x30, or with this keyword; repeatable',
      collectKeyword,
    )
    .option(
      '--where <expression>',
      'only whose fields meet it, as in "Length > 65536 and Status = STATUS_CANCELLED"',
    )
    .option(
      '--irp <id>',
      'only about this IRP of a WSK driver, its calls included; repeatable',
      collectObject,
    )
    .option('--call <id>', 'only about this call; repeatable', collectObject)
    .option('--socket <id>', 'only about this socket, calls on it included; repeatable', collectObject)
    .option('--limit <n>', 'at most so many events', parseCount)
    .option('--count', 'count them by provider and name in place of printing them')
    .option('--manifest <path>', 'decode by this manifest, or by those of this folder; repeatable', collect)
    .option('--tmf <path>', 'decode WPP by this .tmf file, or by those of this folder; repeatable', collect)
    .addOption(new Option('--format <format>', 'how to print them').choices(EVENT_FORMATS).default('table'))
    .option('--columns', 'with --format csv and --event: a column for each field')
    .option('--spreadsheet', SPREADSHEET_HELP);
}

/** What is asked of every event; IRPs, calls and sockets apart. */
export function selectionOf(options: EventsOptions): EventSelection {
  const { provider, event, from, to, pid, tid, processor, level, keyword, where } = options;
  return {
    ...(provider === undefined ? {} : { providers: provider }),
    ...(event === undefined ? {} : { events: event }),
    ...(from === undefined ? {} : { fromNs: from }),
    ...(to === undefined ? {} : { toNs: to }),
    ...(pid === undefined ? {} : { pids: pid }),
    ...(tid === undefined ? {} : { tids: tid }),
    ...(processor === undefined ? {} : { processors: processor }),
    ...(level === undefined ? {} : { level }),
    ...(keyword === undefined ? {} : { keywords: keyword }),
    ...(where === undefined ? {} : { where: parseWhere(where) }),
  };
}

/** By the numbers that Windows gives them. */
const LEVELS: Readonly<Record<string, number>> = {
  critical: 1,
  error: 2,
  warning: 3,
  information: 4,
  informational: 4,
  info: 4,
  verbose: 5,
};

function parseLevel(text: string): number {
  const level = LEVELS[text.toLowerCase()] ?? (/^\d+$/.test(text) ? Number(text) : Number.NaN);
  if (!(level <= 255)) {
    throw new InvalidArgumentError('A level is critical, error, warning, information, verbose, or 0 to 255.');
  }
  return level;
}

/** -1 stands for none told, as it does in what is printed. */
function collectId(text: string, before: readonly number[] = []): number[] {
  const id = text === '-1' ? -1 : unsigned(text, 32);
  if (id === null) {
    throw new InvalidArgumentError('It has to be a whole number of 32 bits, as 1234 or 0x4d2.');
  }
  return [...before, Number(id)];
}

function collectObject(text: string, before: readonly (number | bigint)[] = []): (number | bigint)[] {
  const id = unsigned(text, 64);
  if (id === null) {
    throw new InvalidArgumentError('An id is a whole number of 64 bits, as the report shows it.');
  }
  const number = Number(id);
  return [...before, Number.isSafeInteger(number) ? number : id];
}

/** What begins as a number does and is none, as -1, 1.5 and 0xfg: no keyword's name. */
const BROKEN_NUMBER = /^[+-]?(0x.*|[\d.]+(e[+-]?\d+)?)$/i;

function collectKeyword(text: string, before: readonly (bigint | string)[] = []): (bigint | string)[] {
  const mask = unsigned(text, 64);
  if (mask === null && BROKEN_NUMBER.test(text)) {
    throw new InvalidArgumentError('A mask is a whole number of 64 bits, as 48 or 0x30.');
  }
  return [...before, mask ?? text];
}

/** A whole number in decimal or hex; null for what is none, or has more bits. */
function unsigned(text: string, bits: number): bigint | null {
  if (!/^(\d+|0x[0-9a-f]+)$/i.test(text)) {
    return null;
  }
  const value = BigInt(text);
  return value < 1n << BigInt(bits) ? value : null;
}

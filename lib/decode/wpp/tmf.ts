import { TraceError } from '../../etl/index.ts';
import { distinctNames, type Field, type Schema, UNDECODABLE } from '../schema.ts';
import { readEnumerations } from './enumerations.ts';
import { itemType } from './item-type.ts';
import { FIRST_ARGUMENT, messageText } from './message-text.ts';

/** A message that a .tmf file describes. */
export interface TmfMessage {
  /** Lower-case message GUID: WPP gives one to each source file. */
  readonly guid: string;
  readonly number: number;
  readonly schema: Schema;
}

/** What could be read of a .tmf file. */
export interface Tmf {
  readonly messages: readonly TmfMessage[];
  /** What could not, a sentence each that names the line: it costs the message or argument that it stands in. */
  readonly faults: readonly string[];
}

/** `d4f5b8a2-… Module // SRC=file.c MJ= MN=`: the messages below belong to this GUID. */
const GUID_LINE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s+(\S+)(?:.*?\bSRC=(\S+))?/i;
/** `#typev file_c123 10 "%0Text %10!s!" // LEVEL=… FLAGS=… FUNC=…`; the text may hold quotation marks. */
const TYPE_LINE = /^#typev\s+(\S+)\s+(\d+)\s+"(.*)"\s*(?:\/\/(.*))?$/;
/** `name, ItemLong -- 10`; the name is any C expression and may hold commas. */
const ARGUMENT_LINE = /^(.*), (Item\w+(?:\(.*\))?)\s*(?:--|\/\/)\s*(\d+)$/;
/** `LEVEL=TRACE_LEVEL_ERROR FUNC=Device::Start`; a function's name may hold blanks. */
const NAMED = /(\w+)=(.*?)(?=\s+\w+=|\s*$)/g;

/** The levels of evntrace.h, which most drivers use; others name some of their own. */
const LEVELS: ReadonlyMap<string, number> = new Map([
  ['TRACE_LEVEL_NONE', 0],
  ['TRACE_LEVEL_CRITICAL', 1],
  ['TRACE_LEVEL_FATAL', 1],
  ['TRACE_LEVEL_ERROR', 2],
  ['TRACE_LEVEL_WARNING', 3],
  ['TRACE_LEVEL_INFORMATION', 4],
  ['TRACE_LEVEL_VERBOSE', 5],
  ...[6, 7, 8, 9].map((level): [string, number] => [`TRACE_LEVEL_RESERVED${level}`, level]),
]);

/**
 * Reads a trace message format file, as tracepdb extracts it from a driver's symbols.
 * @throws TraceError of kind `usage` that names the file, where it holds no message
 */
export function readTmf(text: string, fileName: string): Tmf {
  const lines = text.split(/\r?\n/).map((line) => line.replace(/^\ufeff/, '').trim());
  const reader = new TmfReader(lines);
  const tmf = reader.read();
  if (tmf.messages.length === 0 && tmf.faults.length === 0) {
    const reason = 'not a trace message format file (.tmf): it holds no message';
    throw new TraceError('usage', reason, { file: fileName });
  }
  return tmf;
}

interface OpenMessage {
  readonly guid: string;
  readonly number: number;
  readonly schema: Omit<Schema, 'fields'>;
  readonly fields: Field[];
}

class TmfReader {
  readonly #lines: readonly string[];
  readonly #messages: TmfMessage[] = [];
  readonly #faults: string[] = [];
  readonly #enumerations: ReturnType<typeof readEnumerations>;
  #guid = '';
  #module = '';
  #source = '';
  #open: OpenMessage | null = null;
  #at = 0;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    // They stand behind the messages that use them.
    this.#enumerations = readEnumerations(lines);
  }

  read(): Tmf {
    for (const line of this.#lines) {
      this.#at++;
      this.#take(line);
    }
    this.#close();
    return { messages: this.#messages, faults: this.#faults };
  }

  #take(line: string): void {
    const guidLine = line.match(GUID_LINE);
    if (guidLine) {
      this.#close();
      const [, guid = '', module = '', source = ''] = guidLine;
      this.#guid = guid.toLowerCase();
      this.#module = module;
      this.#source = source;
    } else if (line.startsWith('#')) {
      this.#close();
      if (line.startsWith('#typev')) {
        this.#begin(line);
      }
    } else if (line.startsWith('}')) {
      this.#close();
    } else if (line !== '' && line !== '{' && !line.startsWith('//')) {
      this.#open?.fields.push(this.#argument(line, this.#open.fields));
    }
  }

  #begin(line: string): void {
    const type = line.match(TYPE_LINE);
    if (!type || this.#guid === '') {
      this.#tell(type ? 'a message before the GUID that it belongs to' : 'not a #typev line of a .tmf file');
      return;
    }
    const [, name = '', number, text = '', facts = ''] = type;
    const named = new Map([...facts.matchAll(NAMED)].map(([, key = '', value = '']) => [key, value]));
    const level = named.get('LEVEL');
    const levelValue = LEVELS.get(level ?? '') ?? numberOf(level);
    const flags = named.get('FLAGS');
    const module = this.#module;
    this.#open = {
      guid: this.#guid,
      number: Number(number),
      schema: {
        source: 'wpp',
        eventName: name,
        providerName: module,
        message: messageText(text, { module, source: this.#source, name, named }),
        ...(level === undefined ? {} : { level }),
        ...(levelValue === undefined ? {} : { levelValue }),
        ...(flags === undefined ? {} : { keywords: flags.split(/[\s|,]+/) }),
      },
      fields: [],
    };
  }

  #close(): void {
    if (this.#open !== null) {
      const { guid, number, schema, fields } = this.#open;
      this.#messages.push({ guid, number, schema: { ...schema, fields: distinctNames(fields) } });
    }
    this.#open = null;
  }

  /** What is no argument, or of an unknown type, makes all from there on illegible: nothing tells where it ends. */
  #argument(line: string, before: readonly Field[]): Field {
    const due = FIRST_ARGUMENT + before.length;
    const [, name = '', typeName = '', number] = line.match(ARGUMENT_LINE) ?? [];
    const type = typeName === '' ? null : itemType(typeName, this.#enumerations);
    if (number === undefined) {
      this.#tell(`"${line}" is no argument of a message`);
    } else if (Number(number) !== due) {
      this.#tell(`argument ${number} where ${due} is due`);
    } else if (type === null) {
      this.#tell(`argument type ${typeName} is not known`);
    } else {
      return { name: name.trim() || `arg${before.length + 1}`, ...type };
    }
    return { name: `arg${before.length + 1}`, inType: UNDECODABLE, outType: 'default' };
  }

  #tell(reason: string): void {
    this.#faults.push(`line ${this.#at}: ${reason}`);
  }
}

/** Of a level that is told by its number. */
function numberOf(level: string | undefined): number | undefined {
  return level !== undefined && /^\d{1,3}$/.test(level) ? Number(level) : undefined;
}

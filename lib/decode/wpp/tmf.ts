import { TraceError } from '../../etl/index.ts';
import { distinctNames, type Field, type Schema } from '../schema.ts';
import { itemType } from './item-type.ts';

/** A message that a .tmf file describes. */
export interface TmfMessage {
  /** Lower-case message GUID. */
  readonly guid: string;
  readonly number: number;
  readonly schema: Schema;
}

/** `d4f5b8a2-… Module // SRC=file.c MJ= MN=`: the messages below belong to this GUID. */
const GUID_LINE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s+(\S+)/i;
/** `#typev file_c123 10 "%0Text %10!s!" // LEVEL=… FLAGS=… FUNC=…`; the text may hold quotation marks. */
const TYPE_LINE = /^#typev\s+(\S+)\s+(\d+)\s+"(.*)"\s*(?:\/\/(.*))?$/;
/** `name, ItemLong -- 10`; the name is any C expression and may hold commas. */
const ARGUMENT_LINE = /^(.*), (Item\w+(?:\(.*\))?)\s*(?:--|\/\/)\s*(\d+)$/;
/** Arguments count from 10: the lower numbers are what the trace prefix shows. */
const FIRST_ARGUMENT = 10;

/**
 * Reads a trace message format file, as tracepdb extracts it from a driver's symbols.
 * @throws TraceError of kind `usage` that names the file and the line
 */
export function readTmf(text: string, fileName: string): TmfMessage[] {
  const messages: TmfMessage[] = [];
  let guid = '';
  let module = '';
  let open: { name: string; number: number; text: string; level: string | undefined } | null = null;
  let fields: Field[] = [];
  const close = () => {
    if (open !== null) {
      const { name, number, text: message, level } = open;
      const schema: Schema = {
        source: 'wpp',
        eventName: name,
        providerName: module,
        message: messageOf(message),
        ...(level === undefined ? {} : { level }),
        fields: distinctNames(fields),
      };
      messages.push({ guid, number, schema });
    }
    open = null;
    fields = [];
  };
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/^\ufeff/, '').trim();
    const fail = (reason: string) =>
      new TraceError('usage', `line ${index + 1}: ${reason}`, { file: fileName });
    const guidLine = line.match(GUID_LINE);
    if (guidLine) {
      close();
      guid = guidLine[1]!.toLowerCase();
      module = guidLine[2]!;
    } else if (line.startsWith('#typev')) {
      close();
      const type = line.match(TYPE_LINE);
      if (!type || guid === '') {
        throw fail(
          type ? 'a message before the GUID that it belongs to' : 'not a #typev line of a .tmf file',
        );
      }
      const level = type[4]?.match(/\bLEVEL=(\S+)/)?.[1];
      open = { name: type[1]!, number: Number(type[2]), text: type[3]!, level };
    } else if (open !== null && line !== '' && line !== '{' && !line.startsWith('}') && !isComment(line)) {
      fields.push(argument(line, fields.length, fail));
    }
  }
  close();
  if (messages.length === 0) {
    throw new TraceError('usage', 'not a trace message format file (.tmf): it holds no message', {
      file: fileName,
    });
  }
  return messages;
}

function argument(line: string, index: number, fail: (reason: string) => TraceError): Field {
  const parts = line.match(ARGUMENT_LINE);
  if (!parts) {
    throw fail(`"${line}" is no argument of a message`);
  }
  if (Number(parts[3]) !== FIRST_ARGUMENT + index) {
    throw fail(`argument ${parts[3]} where ${FIRST_ARGUMENT + index} is due`);
  }
  const type = itemType(parts[2]!);
  if (type === null) {
    throw fail(`argument type ${parts[2]} is not known`);
  }
  return { name: parts[1]!.trim() || `arg${index + 1}`, ...type };
}

function isComment(line: string): boolean {
  return line.startsWith('//');
}

/** The text with arguments that count from 1, and without the sign (%0) for the trace prefix. */
function messageOf(text: string): string {
  return text
    .replace(/^%0/, '')
    .replace(/%(\d{2,})/g, (whole, number: string) =>
      Number(number) >= FIRST_ARGUMENT ? `%${Number(number) - FIRST_ARGUMENT + 1}` : whole,
    );
}

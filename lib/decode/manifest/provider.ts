import { eventNameOf, unprefixed } from '../event-name.ts';
import type { Field, Schema } from '../schema.ts';
import type { ManifestEvent, ManifestProvider } from './model.ts';
import { resolve, resolveName, type Strings } from './strings.ts';
import { integerOf, type MapTable, readMaps, readTemplate, type TellFault } from './template.ts';
import { WINDOWS_OPCODES } from './types.ts';
import { type Element, elementsAt } from './xml.ts';

const MAX_ID = 0xffff;
const MAX_VERSION = 0xff;
/** The task of an event without one. */
const NO_TASK = 'win:None';
/** In place of the number of an opcode that is not declared. */
const UNKNOWN_OPCODE = -1;
const NONE: ReadonlyMap<string, Named> = new Map();

interface Named {
  readonly value: number;
  readonly text: string;
}

interface Task extends Named {
  readonly opcodes: ReadonlyMap<string, Named>;
}

/** Reads a manifest's `<provider>`: its tasks, opcodes, levels, channels, keywords, maps, templates and events. */
export class ProviderReader {
  readonly #provider: Element;
  readonly #strings: Strings;
  readonly #tell: TellFault;

  /** @param tell takes note of what can't be understood, which costs no more than what it stands in */
  constructor(provider: Element, strings: Strings, tell: TellFault) {
    this.#provider = provider;
    this.#strings = strings;
    this.#tell = tell;
  }

  /** Null where nothing tells whose events they are. */
  read(): ManifestProvider | null {
    const name = this.#required(this.#provider, 'name');
    const guid = this.#required(this.#provider, 'guid');
    if (guid === undefined) {
      return null;
    }
    const id = guid.replace(/[{}]/g, '').toLowerCase();
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
      this.#tell(this.#provider, `"${guid}" is no GUID`);
      return null;
    }
    return { name, id, events: this.#events(name) };
  }

  #events(providerName: string | undefined): ManifestEvent[] {
    const tasks = this.#tasks();
    const opcodes = this.#named('opcodes', 'opcode');
    const levels = this.#named('levels', 'level');
    const channels = this.#channels();
    const templates = this.#templates(this.#maps());
    const keywords = this.#keywords();
    return elementsAt(this.#provider, 'events', 'event').flatMap((event) => {
      const { attributes } = event;
      const id = this.#number(event, 'value', MAX_ID);
      const version = this.#number(event, 'version', MAX_VERSION, 0);
      if (id === undefined || version === undefined) {
        return [];
      }
      const task = this.#task(event, tasks);
      const opcode = this.#opcode(event, task, opcodes);
      const level = attributes.get('level');
      const channel = attributes.get('channel');
      const message = resolve(this.#strings, attributes.get('message'));
      const schema: Schema = {
        source: 'manifest',
        eventName: eventNameOf({
          task: task?.text,
          opcode: opcode?.text,
          event: attributes.get('name') ?? attributes.get('symbol'),
          opcodeValue: opcode?.value ?? 0,
          id,
        }),
        ...(providerName === undefined ? {} : { providerName }),
        ...(message === undefined ? {} : { message }),
        ...(level === undefined ? {} : { level: levels.get(level)?.text ?? unprefixed(level) }),
        ...(channel === undefined ? {} : { channel: channels.get(channel) ?? channel }),
        ...keywordsOf(attributes.get('keywords'), keywords),
        fields: this.#reference(event, 'template', templates) ?? [],
      };
      return [{ id, version, schema }];
    });
  }

  #tasks(): ReadonlyMap<string, Task> {
    const tasks = elementsAt(this.#provider, 'tasks', 'task').flatMap((task): [string, Task][] => {
      const opcodes = elementsAt(task, 'opcodes', 'opcode').flatMap((opcode) => this.#entry(opcode));
      return this.#entry(task).map(([name, named]) => [name, { ...named, opcodes: new Map(opcodes) }]);
    });
    return new Map(tasks);
  }

  #named(list: string, element: string): ReadonlyMap<string, Named> {
    return new Map(elementsAt(this.#provider, list, element).flatMap((each) => this.#entry(each)));
  }

  /** An element's name, with its value and the text that Windows shows for it; none without a name. */
  #entry(element: Element): [string, Named][] {
    const name = this.#required(element, 'name');
    if (name === undefined) {
      return [];
    }
    const text = resolveName(this.#strings, element.attributes.get('message')) || unprefixed(name);
    return [[name, { value: this.#number(element, 'value', MAX_ID, 0) ?? 0, text }]];
  }

  /** An event's task; one that is not declared has at least the name by which the event calls it. */
  #task(event: Element, tasks: ReadonlyMap<string, Task>): Pick<Task, 'text' | 'opcodes'> | undefined {
    const name = event.attributes.get('task');
    const found = this.#reference(event, 'task', tasks);
    return (
      found ??
      (name === undefined || name === NO_TASK ? undefined : { text: unprefixed(name), opcodes: NONE })
    );
  }

  #opcode(
    event: Element,
    task: Pick<Task, 'opcodes'> | undefined,
    opcodes: ReadonlyMap<string, Named>,
  ): { value: number; text?: string } | undefined {
    const name = event.attributes.get('opcode');
    if (name === undefined) {
      return undefined;
    }
    const declared = task?.opcodes.get(name) ?? opcodes.get(name);
    const value = declared?.value ?? WINDOWS_OPCODES.get(name);
    if (value === undefined) {
      this.#tell(event, `opcode "${name}" is not declared`);
      return { value: UNKNOWN_OPCODE, text: unprefixed(name) };
    }
    return declared ?? { value };
  }

  /** Channels by the names that events call them by: their chid, else their name. */
  #channels(): ReadonlyMap<string, string> {
    const channels = [
      ...elementsAt(this.#provider, 'channels', 'channel'),
      ...elementsAt(this.#provider, 'channels', 'importChannel'),
    ].flatMap((channel): [string, string][] => {
      const name = this.#required(channel, 'name');
      return name === undefined ? [] : [[channel.attributes.get('chid') ?? name, name]];
    });
    return new Map(channels);
  }

  #keywords(): ReadonlyMap<string, string> {
    const keywords = elementsAt(this.#provider, 'keywords', 'keyword').flatMap(
      (keyword): [string, string][] => {
        const name = this.#required(keyword, 'name');
        const text = resolveName(this.#strings, keyword.attributes.get('message'));
        return name === undefined ? [] : [[name, text || name]];
      },
    );
    return new Map(keywords);
  }

  #maps(): MapTable {
    return readMaps(elementsAt(this.#provider, 'maps'), this.#strings, this.#tell);
  }

  #templates(maps: MapTable): ReadonlyMap<string, readonly Field[]> {
    const templates = elementsAt(this.#provider, 'templates', 'template');
    return new Map(
      templates.flatMap((template): [string, readonly Field[]][] => {
        const tid = this.#required(template, 'tid');
        return tid === undefined ? [] : [[tid, readTemplate(template, maps, this.#tell)]];
      }),
    );
  }

  /** What an attribute of an event names; undefined where it has none. */
  #reference<T>(event: Element, attribute: string, table: ReadonlyMap<string, T>): T | undefined {
    const name = event.attributes.get(attribute);
    const found = name === undefined ? undefined : table.get(name);
    if (name !== undefined && found === undefined && name !== NO_TASK) {
      this.#tell(event, `${attribute} "${name}" is not declared`);
    }
    return found;
  }

  #required(element: Element, attribute: string): string | undefined {
    const value = element.attributes.get(attribute);
    if (value === undefined) {
      this.#tell(element, `<${element.name}> lacks its attribute "${attribute}"`);
    }
    return value;
  }

  /** A number from 0 to `most`; `fallback` where it is not given. */
  #number(element: Element, attribute: string, most: number, fallback?: number): number | undefined {
    const text = element.attributes.get(attribute);
    if (text === undefined) {
      return fallback ?? (this.#required(element, attribute) as undefined);
    }
    const value = integerOf(text);
    if (value === undefined || value < 0 || value > most) {
      this.#tell(element, `"${text}" is no number for "${attribute}"`);
      return undefined;
    }
    return value;
  }
}

function keywordsOf(
  names: string | undefined,
  texts: ReadonlyMap<string, string>,
): { keywords?: readonly string[] } {
  const list = names?.split(/\s+/).filter((name) => name !== '') ?? [];
  return list.length === 0 ? {} : { keywords: list.map((name) => texts.get(name) ?? unprefixed(name)) };
}

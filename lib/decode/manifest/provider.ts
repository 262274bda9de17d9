import { TraceError } from '../../etl/index.ts';
import { eventNameOf, unprefixed } from '../event-name.ts';
import type { Field, Schema } from '../schema.ts';
import type { ManifestEvent, ManifestProvider } from './model.ts';
import { resolve, type Strings } from './strings.ts';
import { type MapTable, readMaps, readTemplate } from './template.ts';
import { WINDOWS_OPCODES } from './types.ts';
import { type Element, elementsAt } from './xml.ts';

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
  readonly #fileName: string;

  constructor(provider: Element, strings: Strings, fileName: string) {
    this.#provider = provider;
    this.#strings = strings;
    this.#fileName = fileName;
  }

  read(): ManifestProvider {
    const name = this.#required(this.#provider, 'name');
    const guid = this.#required(this.#provider, 'guid');
    const id = guid.replace(/[{}]/g, '').toLowerCase();
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) {
      throw this.#fault(this.#provider, `"${guid}" is no GUID`);
    }
    return { name, id, events: this.#events(name) };
  }

  #events(providerName: string): ManifestEvent[] {
    const tasks = this.#tasks();
    const opcodes = this.#named('opcodes', 'opcode');
    const levels = this.#named('levels', 'level');
    const channels = this.#channels();
    const templates = this.#templates(this.#maps());
    const keywords = this.#keywords();
    return elementsAt(this.#provider, 'events', 'event').map((event) => {
      const { attributes } = event;
      const id = this.#number(event, 'value');
      const version = this.#number(event, 'version', 0);
      const task = this.#reference(event, 'task', tasks);
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
        providerName,
        ...(message === undefined ? {} : { message }),
        ...(level === undefined ? {} : { level: levels.get(level)?.text ?? unprefixed(level) }),
        ...(channel === undefined ? {} : { channel: channels.get(channel) ?? channel }),
        ...keywordsOf(attributes.get('keywords'), keywords),
        fields: this.#reference(event, 'template', templates) ?? [],
      };
      return { id, version, schema };
    });
  }

  #tasks(): ReadonlyMap<string, Task> {
    const tasks = elementsAt(this.#provider, 'tasks', 'task').map((task): [string, Task] => {
      const opcodes = elementsAt(task, 'opcodes', 'opcode').map((opcode) => this.#entry(opcode));
      const [name, named] = this.#entry(task);
      return [name, { ...named, opcodes: new Map(opcodes) }];
    });
    return new Map(tasks);
  }

  #named(list: string, element: string): ReadonlyMap<string, Named> {
    return new Map(elementsAt(this.#provider, list, element).map((each) => this.#entry(each)));
  }

  /** An element's name, with its value and the text that Windows shows for it. */
  #entry(element: Element): [string, Named] {
    const name = this.#required(element, 'name');
    const text = resolve(this.#strings, element.attributes.get('message'))?.trim() || unprefixed(name);
    return [name, { value: this.#number(element, 'value', 0), text }];
  }

  #opcode(
    event: Element,
    task: Task | undefined,
    opcodes: ReadonlyMap<string, Named>,
  ): { value: number; text?: string } | undefined {
    const name = event.attributes.get('opcode');
    if (name === undefined) {
      return undefined;
    }
    const declared = task?.opcodes.get(name) ?? opcodes.get(name);
    const value = declared?.value ?? WINDOWS_OPCODES.get(name);
    if (value === undefined) {
      throw this.#fault(event, `opcode "${name}" is not declared`);
    }
    return declared ?? { value };
  }

  /** Channels by the names that events call them by: their chid, else their name. */
  #channels(): ReadonlyMap<string, string> {
    const channels = [
      ...elementsAt(this.#provider, 'channels', 'channel'),
      ...elementsAt(this.#provider, 'channels', 'importChannel'),
    ].map((channel): [string, string] => {
      const name = this.#required(channel, 'name');
      return [channel.attributes.get('chid') ?? name, name];
    });
    return new Map(channels);
  }

  #keywords(): ReadonlyMap<string, string> {
    const keywords = elementsAt(this.#provider, 'keywords', 'keyword').map((keyword): [string, string] => {
      const name = this.#required(keyword, 'name');
      return [name, resolve(this.#strings, keyword.attributes.get('message'))?.trim() || name];
    });
    return new Map(keywords);
  }

  #maps(): MapTable {
    return readMaps(elementsAt(this.#provider, 'maps'), this.#strings, (element, reason) =>
      this.#fault(element, reason),
    );
  }

  #templates(maps: MapTable): ReadonlyMap<string, readonly Field[]> {
    const templates = elementsAt(this.#provider, 'templates', 'template');
    return new Map(
      templates.map((template) => [
        this.#required(template, 'tid'),
        readTemplate(template, maps, (element, reason) => this.#fault(element, reason)),
      ]),
    );
  }

  /** What an attribute of an event names; undefined where it has none. */
  #reference<T>(event: Element, attribute: string, table: ReadonlyMap<string, T>): T | undefined {
    const name = event.attributes.get(attribute);
    const found = name === undefined ? undefined : table.get(name);
    // win:None is the task of an event without one.
    if (name !== undefined && found === undefined && name !== 'win:None') {
      throw this.#fault(event, `${attribute} "${name}" is not declared`);
    }
    return found;
  }

  #required(element: Element, attribute: string): string {
    const value = element.attributes.get(attribute);
    if (value === undefined) {
      throw this.#fault(element, `<${element.name}> lacks its attribute "${attribute}"`);
    }
    return value;
  }

  #number(element: Element, attribute: string, fallback?: number): number {
    const text = element.attributes.get(attribute);
    if (text === undefined && fallback !== undefined) {
      return fallback;
    }
    const value = Number(this.#required(element, attribute));
    if (!Number.isInteger(value)) {
      throw this.#fault(element, `"${text}" is no number for "${attribute}"`);
    }
    return value;
  }

  #fault(element: Element, reason: string): TraceError {
    return new TraceError('usage', `line ${element.line}: ${reason}`, { file: this.#fileName });
  }
}

function keywordsOf(
  names: string | undefined,
  texts: ReadonlyMap<string, string>,
): { keywords?: readonly string[] } {
  const list = names?.split(/\s+/).filter((name) => name !== '') ?? [];
  return list.length === 0 ? {} : { keywords: list.map((name) => texts.get(name) ?? unprefixed(name)) };
}

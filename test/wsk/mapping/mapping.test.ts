import { describe, expect, test } from 'vitest';
import { TraceError } from '../../../lib/etl/index.ts';
import { analyze } from '../../../lib/wsk/index.ts';
import { readMapping } from '../../../lib/wsk/mapping/file/index.ts';
import { handCall, handTrace } from '../../support/hand-trace.ts';

const issue = { event: 'Begin', means: 'issue', op: 'Send', fields: { irp: 'Irp' } };
const complete = { event: 'End', means: 'complete', fields: { irp: 'Irp' } };

function withEvents(...events: readonly unknown[]): string {
  return JSON.stringify({ schema: 'wsktrace.mapping/1', sources: [{ name: 'X', provider: 'X', events }] });
}

function faultOf(json: string): string {
  try {
    readMapping(json, 'my.json');
  } catch (error) {
    expect(error).toBeInstanceOf(TraceError);
    expect((error as TraceError).kind).toBe('usage');
    return (error as TraceError).message;
  }
  return 'none';
}

describe('a mapping file', () => {
  test('is read', () => {
    const { sources } = readMapping(withEvents(issue, complete), 'my.json');
    expect(sources.map(({ provider, events }) => [provider, [...events.keys()]])).toEqual([
      ['x', ['Begin', 'End']],
    ]);
  });

  test.each([
    ['no JSON', '{', /^my\.json: no JSON: /],
    ['the wrong version', '{"schema":"wsktrace.mapping/2","sources":[]}', /^my\.json: schema: /],
    [
      'an unknown meaning',
      withEvents(issue, { ...complete, means: 'done' }),
      /^my\.json: sources\[0\]\.events\[1\]\.means: /,
    ],
    [
      'an unknown field',
      withEvents(issue, { ...complete, fields: { irq: 'Irp' } }),
      /^my\.json: sources\[0\]\.events\[1\]\.fields: .*irq/,
    ],
    [
      'no field that identifies',
      withEvents(issue, { ...complete, fields: {} }),
      /events\[1\]\.fields: “complete” needs call or irpId or irp/,
    ],
    [
      'an issue without an operation',
      withEvents({ ...issue, op: undefined }, complete),
      /events\[0\]: “issue” needs op/,
    ],
    [
      'an operation that is none',
      withEvents({ ...issue, op: 'Sned' }, complete),
      /events\[0\]\.op: “Sned” is neither/,
    ],
    [
      'an operation that is none for a value',
      withEvents({ ...issue, op: { field: 'Op', values: { 1: 'Sned' } } }, complete),
      /events\[0\]\.op\.values\.1: “Sned” is neither/,
    ],
    [
      'an event mapped twice',
      withEvents(issue, complete, complete),
      /events\[2\]\.event: “End” is mapped twice/,
    ],
    ['no completion', withEvents(issue), /events: no event means “complete”/],
    [
      'a free without an allocation',
      withEvents(issue, complete, { event: 'Free', means: 'free', fields: { irp: 'Irp' } }),
      /need each other/,
    ],
    [
      'ids here and addresses there',
      withEvents(issue, { ...complete, fields: { call: 'Id' } }),
      /events\[1\]\.fields: .* by irp, this one by call/,
    ],
  ])('with %s is refused, with its place', (_name, json, message) => {
    expect(faultOf(json)).toMatch(message);
  });

  test('with one provider in two sources is refused', () => {
    const source = { name: 'X', provider: '{AB}', events: [issue, complete] };
    const json = { schema: 'wsktrace.mapping/1', sources: [source, { ...source, provider: 'ab' }] };
    expect(faultOf(JSON.stringify(json))).toMatch(/^my\.json: sources\[1\]\.provider: /);
  });
});

describe('fields that a mapping names', () => {
  const trace = () => handTrace(handCall({ id: 1, op: 8, issued: 10, returned: 11, completed: 20 }));
  const mappingFor = (field: string) =>
    readMapping(
      JSON.stringify({
        schema: 'wsktrace.mapping/1',
        sources: [
          {
            name: 'X',
            provider: 'WskTraceDriver',
            events: [
              { event: 'WskCallIssued', means: 'issue', op: 'IRP_MJ_READ', fields: { call: 'CallId' } },
              { event: 'IrpCompleted', means: 'complete', fields: { call: 'CallId', bytes: field } },
            ],
          },
        ],
      }),
      'my.json',
    );

  test('have to be in the event, unless they are optional', () => {
    expect(() => analyze(trace(), { mappings: [mappingFor('Bytes')] })).toThrow(
      /my\.json: sources\[0\]\.events\[1\]: the event “IrpCompleted” has no field “Bytes”; its fields are: CallId, Op/,
    );
    expect(analyze(trace(), { mappings: [mappingFor('Bytes?')] }).calls.completed).toBe(1);
  });

  test('go before the project’s own names', () => {
    const { operations, providers } = analyze(trace(), { mappings: [mappingFor('Information')] });
    expect(providers).toEqual(['X']);
    expect(operations.map(({ op }) => op)).toEqual(['IRP_MJ_READ']);
  });
});

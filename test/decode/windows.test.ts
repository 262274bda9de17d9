import { describe, expect, test } from 'vitest';
import { Catalog } from '../../lib/decode/index.ts';
import { corpusTraces, describeCorpus, openCorpusTrace } from '../support/corpus.ts';
import {
  ByteWriter,
  eventHeaderEvent,
  eventSchemaEvent,
  fullHeaderEvent,
  type RawEvent,
} from '../support/etl-writer/index.ts';
import { decodeAll, decodeOne, decodeWritten, eachEvent, traceOf } from './decoded.ts';

const TCPIP = '2f07e2ee-15db-40f1-90ef-9d7ba282188a';
const AFD = 'e53c6823-7bb8-44bb-90dc-3f86090d48a6';
const KERNEL_NETWORK = '7dd42a49-5329-4832-8dfd-43d979153a88';

const write = () => new ByteWriter();
const tcb = 0xffff_a00f_1234_5678n;
/** SOCKADDRs: family, port in network order, and the address with what stands around it. */
const ipv4 = [2, 0, 0x01, 0xbb, 192, 0, 2, 7, 0, 0, 0, 0, 0, 0, 0, 0];
const ipv6 = [23, 0, 0x1f, 0x90, 0, 0, 0, 0, 0x20, 1, 0xd, 0xb8, ...new Array(11).fill(0), 9, 0, 0, 0, 0];

function request(version: number, ...more: number[]): RawEvent {
  const payload = write().u64(tcb).u32(16).bytes(ipv4).u32(28).bytes(ipv6).u32(3).u32(0).bytes(more);
  return eventHeaderEvent({ ticks: 1, provider: TCPIP, id: 1002, version, payload: payload.finish() });
}

/** Decodes an event by the tables of Windows' events, once they are loaded. */
async function decoded(event: RawEvent, catalog = new Catalog()) {
  const [first] = await catalog.withSchemas(() => decodeWritten(catalog, event));
  return first!;
}

describe('an event of a Windows provider, in a trace that has no schema of it', () => {
  test('has its name and its fields, addresses with their ports', async () => {
    expect(await decoded(request(0))).toMatchObject({
      name: 'TcpRequestConnect',
      provider: 'Microsoft-Windows-TCPIP',
      source: 'windows',
      isExact: true,
      fields: {
        Tcb: '0xffffa00f12345678',
        LocalAddress: '192.0.2.7:443',
        RemoteAddress: '[2001:db8::9]:8080',
        NewState: 3,
        RexmitCount: 0,
      },
    });
  });

  test('says which call of a socket it is, and of IPv4 in network order', async () => {
    const payload = write().u64(1).u64(2).u32(0x0702_00c0).u16(0x5000).u32(0).finish();
    const bind = eventHeaderEvent({ ticks: 1, provider: AFD, id: 2, payload });
    // The dump calls it task_02: it has no name of its own.
    expect(await decoded(bind)).toMatchObject({
      name: 'Event(2)',
      isExact: true,
      fields: { Address: '192.0.2.7', Port: 80, Status: '0x00000000' },
    });
    const close = write().u32(0).u32(3).u64(1).u64(2).u32(0).finish();
    expect(
      await decoded(eventHeaderEvent({ ticks: 1, provider: AFD, id: 1001, payload: close })),
    ).toMatchObject({ name: 'AfdClose/Closed', isExact: true });
  });

  test('is decoded as far as it goes where its version is newer, and marked', async () => {
    const catalog = new Catalog();
    const trace = traceOf(request(7, 0xaa, 0xbb));
    const [, event] = await catalog.withSchemas(() => decodeAll(trace, catalog));
    expect(event).toMatchObject({ name: 'TcpRequestConnect', isExact: false });
    expect(event!.fields).toMatchObject({ LocalAddress: '192.0.2.7:443', RexmitCount: 0 });
    eachEvent(trace, (raw) => {
      const schema = catalog.identityOf(raw).schema;
      expect(schema?.layoutVersion).toBe(raw.version === 7 ? 0 : undefined);
    });
  });

  test('stays a number where its id is not known', async () => {
    const event = eventHeaderEvent({ ticks: 1, provider: TCPIP, id: 65_000, payload: [1, 2] });
    expect(await decoded(event)).toMatchObject({
      name: 'Event(65000)',
      provider: 'Microsoft-Windows-TCPIP',
      source: null,
    });
  });

  test('tells, before the tables are loaded, that they would tell more', async () => {
    const catalog = new Catalog();
    expect(decodeWritten(catalog, request(0))[0]).toMatchObject({ name: 'Event(1002)', source: null });
    expect(catalog.isWanting).toBe(true);
    await catalog.loadSchemas();
    expect(catalog.isWanting).toBe(false);
    expect(decodeWritten(catalog, request(0))[0]).toMatchObject({ name: 'TcpRequestConnect' });
  });
});

describe('who knows better goes first', () => {
  test('a manifest that is given', async () => {
    const catalog = new Catalog();
    catalog.addManifest(
      `<instrumentationManifest><instrumentation><events>
        <provider name="Mine" guid="{${TCPIP}}"><templates><template tid="T"><data name="Whose" inType="win:Pointer"/>
        </template></templates><events><event value="1002" symbol="Own" template="T"/></events></provider>
      </events></instrumentation></instrumentationManifest>`,
      'own.man',
    );
    expect(await decoded(request(0), catalog)).toMatchObject({
      name: 'Own',
      source: 'manifest',
      fields: { Whose: '0xffffa00f12345678' },
    });
  });

  test('a schema in the trace', async () => {
    const schema = eventSchemaEvent(2, {
      provider: TCPIP,
      id: 1002,
      names: { task: 'Embedded' },
      properties: [{ name: 'Whose', inType: 16 }],
    });
    const catalog = new Catalog();
    const [first] = await catalog.withSchemas(() => decodeWritten(catalog, request(0), schema));
    expect(first).toMatchObject({ name: 'Embedded', source: 'embedded' });
  });
});

describe('a provider without a name in the trace', () => {
  const nameOf = (provider: string) => {
    const event = eventHeaderEvent({ ticks: 1, provider, id: 1 });
    return decodeWritten(new Catalog(), event)[0]!.provider;
  };

  test.each([
    ['a0c1853b-5c40-4b15-8766-3cf1c58f985a', 'Microsoft-Windows-PowerShell'],
    ['22fb2cd6-0e7b-422b-a0c7-2fad1fd0e716', 'Microsoft-Windows-Kernel-Process'],
    ['47bfa2b7-bd54-4fac-b70b-29021084ca8f', 'Application Popup'],
    [TCPIP, 'Microsoft-Windows-TCPIP'],
  ])('%s is registered as %s', (guid, name) => {
    expect(nameOf(guid)).toBe(name);
  });

  test('stays without one where it is not registered', () => {
    expect(nameOf('12345678-1111-2222-3333-444444444444')).toBeNull();
  });

  test('has the name that a schema of the trace gives, whatever it is registered as', () => {
    const schema = eventSchemaEvent(2, { provider: TCPIP, id: 1, names: { provider: 'Own' } });
    expect(decodeWritten(new Catalog(), request(0), schema)[0]!.provider).toBe('Own');
  });
});

describe('an event whose header says that it is text', () => {
  const text = (flags: number, property: number, id: number) =>
    decodeWritten(
      new Catalog(),
      eventHeaderEvent({
        ticks: 1,
        provider: TCPIP,
        id,
        flags,
        property,
        payload: write().utf16z('fünf').finish(),
      }),
    )[0]!;

  test('shows it, with or without the NUL behind it', () => {
    const expected = { name: 'EventWriteString', isExact: true, fields: { Message: 'fünf' } };
    expect(text(4, 0, 0)).toMatchObject(expected);
    // Whatever another event of this id holds.
    expect(text(4, 0, 1002)).toMatchObject(expected);
    const payload = write().utf16z('no nul').finish().slice(0, -2);
    const event = eventHeaderEvent({ ticks: 1, provider: TCPIP, flags: 4, payload });
    expect(decodeWritten(new Catalog(), event)[0]).toMatchObject({ fields: { Message: 'no nul' } });
  });

  test('shows the XML of an event that was forwarded', () => {
    expect(text(0, 2, 0)).toMatchObject({ name: 'ForwardedXml', fields: { Xml: 'fünf' } });
  });
});

describe('what merging adds of the machine', () => {
  const WINSAT = 'ed54dff8-c409-4cf6-bf83-05e1e61a09c4';
  const metrics = (payload: Uint8Array) =>
    decodeWritten(new Catalog(), fullHeaderEvent({ ticks: 1, guid: WINSAT, opcode: 35, payload }))[0]!;

  test('is XML, compressed', () => {
    // A chunk of LZNT1 that is not compressed: its size less one, and bits that say so.
    const xml = write().utf16z('<Metrics/>').finish();
    const chunk = write()
      .u16(0x3000 | (xml.length - 1))
      .bytes(xml);
    const payload = write().u32(1).u32(xml.length).bytes(chunk.finish()).finish();
    expect(metrics(payload)).toMatchObject({
      name: 'WinSat/Metrics',
      provider: 'KernelTraceControl',
      fields: { State: 1, Xml: '<Metrics/>' },
    });
  });

  test('takes no memory that a size out of nowhere asks for', () => {
    expect(metrics(write().u32(1).u32(0xffff_ffff).u16(0).finish()).fields).toEqual({ State: 1, Xml: '' });
    expect(metrics(write().u32(1).finish()).fields).toEqual({ State: 1 });
  });
});

describeCorpus('Windows’ events in real traces that carry no schema', () => {
  test('each takes its payload to the last byte, but for those of a newer version', async () => {
    let known = 0;
    const inexact: string[] = [];
    for (const name of corpusTraces()) {
      const trace = openCorpusTrace(name);
      const catalog = new Catalog();
      catalog.collect(trace);
      await catalog.withSchemas(() => eachEvent(trace, (event) => decodeOne(catalog, event)));
      eachEvent(trace, (event) => {
        const schema = catalog.identityOf(event).schema;
        if (schema?.source === 'windows' && schema.layoutVersion === undefined) {
          known++;
          const { isExact } = decodeOne(catalog, event);
          inexact.push(...(isExact ? [] : [`${name} ${schema.eventName}`]));
        }
      });
    }
    expect(inexact).toEqual([]);
    // 8,923 of the network, 2,041 of HTTP, the rest of processes.
    expect(known).toBe(15_884);
  }, 120_000);

  test('the addresses of HTTP connections are those of its clients', async () => {
    const catalog = new Catalog();
    const trace = openCorpusTrace('microsoft__Tx__HTTP_Server.etl');
    const events = await catalog.withSchemas(() => decodeAll(trace, catalog));
    const connect = events.find(({ name }) => name === 'HTTPConnectionTraceTask/ConnConnect');
    expect(connect!.fields).toMatchObject({ LocalAddr: '[2001:4898:0:fff:0:5efe:a78:109d]:80' });
    const urls = new Set(
      events.filter(({ name }) => name.endsWith('/Parse')).map(({ fields }) => fields.Url),
    );
    expect([...urls].every((url) => String(url).startsWith('http://georgis2:80/'))).toBe(true);
  });

  test('packets of the network are told with both of their ends', async () => {
    const catalog = new Catalog();
    const trace = openCorpusTrace('microsoft__Tx__KernelNetwork.etl');
    const events = await catalog.withSchemas(() => decodeAll(trace, catalog));
    const packet = events.find(({ fields }) => fields.daddr === '157.56.244.38');
    expect(packet!.provider).toBe('Microsoft-Windows-Kernel-Network');
    expect(packet!.fields).toMatchObject({ saddr: '10.121.106.118', dport: 443, sport: 61_740 });
    expect(KERNEL_NETWORK).toBe(catalog.providers.all.find(({ name }) => name === packet!.provider)!.id);
  });
});

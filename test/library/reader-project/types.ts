// What the declarations promise, held against by the compiler: each line marked as an error has to be one.
import {
  Catalog,
  type Damage,
  defineProvider,
  type EventRecord,
  events,
  type Losses,
  lossesOf,
  openTrace,
  type Trace,
  TraceError,
} from 'wsktrace/etl';

const provider = defineProvider({
  id: 'bbbbbbbb-1111-2222-3333-444444444444',
  name: 'Contoso-Net',
  events: {
    Sent: { id: 1, fields: { Bytes: 'u32', Total: 'u64', Ok: 'bool', Name: 'wstr', Data: ['bytes', 4] } },
    Depth: { id: 2, fields: { Lengths: ['u32', 'rest'] } },
  },
});

export async function typed(trace: Trace): Promise<void> {
  for await (const event of events(trace, { only: provider })) {
    const name: 'Sent' | 'Depth' = event.name;
    if (event.name === 'Sent') {
      const { Bytes, Total, Ok, Name, Data } = event.fields;
      const values: [number, number | bigint, boolean, string, string] = [Bytes, Total, Ok, Name, Data];
      console.log(name, values);
      // @ts-expect-error: a 64-bit integer may be a bigint
      console.log(Total * 2);
      // @ts-expect-error: no such field was declared
      console.log(event.fields.Nowhere);
    } else {
      const lengths: readonly number[] = event.fields.Lengths;
      console.log(lengths);
    }
  }
  const any: EventRecord | undefined = (await events(trace).next()).value ?? undefined;
  const stream = events(trace, { catalog: new Catalog(), level: 3, providers: ['*'] });
  const damage: readonly Damage[] = stream.damage.list;
  const { eventsLost }: Losses = lossesOf(trace);
  console.log(any?.fields, damage, eventsLost);
  // @ts-expect-error: a type that is none
  defineProvider({ id: '', name: '', events: { X: { id: 1, fields: { A: 'u128' } } } });
}

export async function kindOf(path: string): Promise<string> {
  try {
    await openTrace(path);
    return 'opened';
  } catch (error) {
    return error instanceof TraceError ? error.kind : 'other';
  }
}

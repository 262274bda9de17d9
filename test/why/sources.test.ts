import { describe, expect, test } from 'vitest';
import { hasGuid } from '../../lib/why/guid-words.ts';
import {
  isClassicNetwork,
  KernelNetworkEvent,
  KERNEL_NETWORK as WORDS,
} from '../../lib/why/tcp/kernel-network.ts';
import { describeCorpus, openCorpusTrace } from '../support/corpus.ts';
import { ByteWriter } from '../support/etl-writer/index.ts';
import { MachineLog, socketAddress } from '../support/synthesiser/machine/logs.ts';
import { inTicks, whyOf } from './hand-made.ts';

const KERNEL_NETWORK = '7dd42a49-5329-4832-8dfd-43d979153a88';
const KERNEL_PROCESS = '22fb2cd6-0e7b-422b-a0c7-2fad1fd0e716';
const WINSOCK = 'e53c6823-7bb8-44bb-90dc-3f86090d48a6';
const SEND = 8;
const ids = { CallId: 1, Op: SEND, Irp: 0x1001, IrpId: 1, Socket: 0x8001, SocketId: 1 };

describeCorpus('what the kernel tells of the network, in real traces', () => {
  /** How often each event is read, and who talks to whom. */
  function readAll(name: string): { counts: Record<string, number>; locals: Set<string> } {
    const read = new KernelNetworkEvent();
    const counts: Record<string, number> = {};
    const locals = new Set<string>();
    const pass = openCorpusTrace(name).events();
    for (let event = pass.next(); event !== null; event = pass.next()) {
      const isOne = event.isEventHeader ? hasGuid(event, WORDS) : isClassicNetwork(event);
      if (isOne && read.read(event)) {
        counts[read.event] = (counts[read.event] ?? 0) + 1;
        locals.add(read.local.replace(/:\d+$/, ''));
      }
    }
    return { counts, locals };
  }

  test('is read from Kernel-Network, this machine’s address as the local one of what is sent and received', () => {
    const { counts, locals } = readAll('microsoft__Tx__KernelNetwork.etl');
    const of = (id: number) => counts[`Microsoft-Windows-Kernel-Network/${id}`];
    // What Tx's own decoding of the file counts: 601 sent, 8,102 received, 2 disconnects; 8 and 210 datagrams.
    expect([of(10)! + of(26)!, of(11)! + of(27)!, of(29)]).toEqual([601, 8102, 2]);
    expect([of(42), of(43)! + of(59)!]).toEqual([8, 210]);
    expect(locals).toContain('10.121.106.118');
    expect(locals).not.toContain('157.56.244.38');
  });

  test('is read from the kernel logger’s classes', () => {
    const { counts } = readAll('microsoft__perfview__net.4.5.2.x86.etl');
    expect(counts).toMatchObject({ 'TcpIp/RecvIPV6': 241, 'TcpIp/SendIPV6': 232, 'TcpIp/SendIPV4': 2 });
    expect(counts).toMatchObject({ 'UdpIp/SendIPV4': 16, 'UdpIp/RecvIPV4': 14, 'UdpIp/SendIPV6': 12 });
  });
});

describe('events of other providers', () => {
  /** A Send that pends from tick 120 to 600, on a connection whose addresses are known. */
  function sending(between: (log: MachineLog) => void): MachineLog {
    const log = new MachineLog();
    log.switched(5, 1, 200, 0, 2);
    for (const Kind of [1, 2]) {
      const Address = socketAddress(Kind === 1, Kind === 1 ? 50_000 : 7007);
      log.driver(6, 1, 200, 'SocketAddress', { Socket: 0x8001, SocketId: 1, Kind, Address });
    }
    log.driver(100, 1, 200, 'WskCallIssued', ids);
    between(log);
    log.driver(600, 1, 200, 'IrpCompleted', { ...ids, Irql: 0 });
    log.switched(900, 1, 0, 200, 5);
    return log;
  }
  const returned = (log: MachineLog) => log.driver(120, 1, 200, 'WskCallReturned', { ...ids, Status: 0x103 });

  function retransmitted(port: number): ByteWriter {
    const [local, remote] = [socketAddress(true, port), socketAddress(false, 7007)];
    const payload = new ByteWriter().u32(4).u32(100);
    return payload
      .bytes(remote.slice(4, 8))
      .bytes(local.slice(4, 8))
      .bytes(remote.slice(2, 4))
      .bytes(local.slice(2, 4))
      .u32(0)
      .u32(0);
  }

  test('tell, without TCPIP’s, how often data of the connection was sent again, but not why the call waited', () => {
    const log = sending((log) => {
      returned(log);
      log.provided(300, 0, 0, { provider: KERNEL_NETWORK, id: 14 }, retransmitted(50_000));
      log.provided(310, 0, 0, { provider: KERNEL_NETWORK, id: 14 }, retransmitted(50_001));
    });
    const { calls, recorded } = whyOf(log, { drawn: 1 });
    expect(recorded.tcp.kernelNetwork).toBe(2);
    expect(inTicks(calls[0]!.segments).at(-1)).toEqual(['pending', 'not-recorded', 120, 600]);
    expect(calls[0]!.segments.at(-1)).toMatchObject({
      count: 1,
      evidence: [{ timeNs: 30_000, event: 'Microsoft-Windows-Kernel-Network/14', processor: 0 }],
    });
    expect(calls[0]!.lanes!.network.shown).toHaveLength(1);
  });

  test('that are too short, or of other kinds, are passed over', () => {
    const log = sending((log) => {
      returned(log);
      log.provided(300, 0, 0, { provider: KERNEL_NETWORK, id: 14 }, new ByteWriter().u32(4).u32(100));
      log.provided(310, 0, 0, { provider: KERNEL_NETWORK, id: 17 }, new ByteWriter().u32(4));
    });
    expect(whyOf(log).recorded.tcp).toMatchObject({ kernelNetwork: 0, passedOver: 2 });
  });

  test('of Winsock-AFD are shown where the call’s own thread logs them inside the call', () => {
    const log = sending((log) => {
      log.provided(110, 1, 200, { provider: WINSOCK, id: 1003 }, new ByteWriter().u32(0).u32(0));
      log.provided(111, 0, 201, { provider: WINSOCK, id: 1003 }, new ByteWriter().u32(0).u32(0));
      returned(log);
    });
    const { calls, recorded } = whyOf(log, { drawn: 1 });
    expect(recorded.tcp.winsock).toBe(1);
    expect(calls[0]!.lanes!.network.shown).toEqual([
      { timeNs: 11_000, event: 'Microsoft-Windows-Winsock-AFD/1003', processor: 1 },
    ]);
  });

  test.each([
    [0, 20, 0],
    [1, 24, 0],
    [2, 24, 0],
    [3, 48, 2],
  ])('of Kernel-Process name processes and threads, in version %i', (version, before, authorities) => {
    const start = new ByteWriter().u32(77).zeros(before - 4);
    if (version >= 3) {
      start
        .u8(1)
        .u8(authorities)
        .zeros(6 + 4 * authorities);
    }
    start.utf16z('\\Device\\HarddiskVolume3\\tools\\worker.exe');
    const log = sending((log) => {
      log.provided(101, 1, 0, { provider: KERNEL_PROCESS, id: 1, version }, start);
      log.provided(102, 1, 0, { provider: KERNEL_PROCESS, id: 3 }, new ByteWriter().u32(77).u32(200));
      returned(log);
    });
    const { calls } = whyOf(log);
    expect(calls[0]!.segments[0]).toMatchObject({ cause: 'not-recorded' });
    const { threads } = whyOf(log);
    expect(threads.find(({ thread }) => thread.id === 200)!.thread).toMatchObject({
      process: 'worker.exe',
      processId: 77,
    });
  });

  test('of Kernel-Process name images, from their load to their unload', () => {
    const log = sending((log) => {
      const image = () =>
        new ByteWriter()
          .u64(0xfffff880_01000000n)
          .u64(0x1000n)
          .u32(4)
          .zeros(16)
          .utf16z('\\SystemRoot\\System32\\drivers\\nic.sys');
      log.provided(101, 1, 0, { provider: KERNEL_PROCESS, id: 5 }, image());
      log.routine(115, 1, { module: '', offset: 0n, address: 0xfffff880_01000010n, kind: 'dpc' }, 112);
      returned(log);
      log.provided(400, 1, 0, { provider: KERNEL_PROCESS, id: 6 }, image());
      log.routine(500, 1, { module: '', offset: 0n, address: 0xfffff880_01000010n, kind: 'dpc' }, 490);
    });
    expect(whyOf(log).dpcs.map(({ module }) => module)).toEqual([null, 'nic.sys']);
  });
});

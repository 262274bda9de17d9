import type { KernelFamily, KernelFields } from './table.ts';

/** Which process, how many bytes, between whom: what nearly all events of version 1 and later begin with. */
function transfer(address: 'ipv4' | 'ipv6'): KernelFields {
  return { PID: 'pid', size: 'u32', daddr: address, saddr: address, dport: 'port', sport: 'port' };
}

function connected(address: 'ipv4' | 'ipv6'): KernelFields {
  return { ...transfer(address), seqnum: 'u32', connid: 'pointer' };
}

function sent(address: 'ipv4' | 'ipv6'): KernelFields {
  return { ...transfer(address), startime: 'u32', endtime: 'u32', seqnum: 'u32', connid: 'pointer' };
}

const options: KernelFields = {
  mss: 'u16',
  sackopt: 'u16',
  tsopt: 'u16',
  wsopt: 'u16',
  rcvwin: 'u32',
  rcvwinscale: 'i16',
  sndwinscale: 'i16',
};

function opened(address: 'ipv4' | 'ipv6'): KernelFields {
  return { ...transfer(address), ...options, seqnum: 'u32', connid: 'pointer' };
}

const tcpVersion0: KernelFields = {
  daddr: 'ipv4',
  saddr: 'ipv4',
  dport: 'port',
  sport: 'port',
  size: 'u32',
  PID: 'pid',
};
/** In version 1 the connection stands before the sequence number. */
const tcpVersion1: KernelFields = { ...transfer('ipv4'), connid: 'pointer', seqnum: 'u32' };
const failure: KernelFields = { Proto: 'u16', FailureCode: 'u16' };

export const tcpFamily: KernelFamily = {
  name: 'TcpIp',
  guid: '9a280ac0-c8e0-11d1-84e2-00c04fb998a2',
  group: 6,
  events: [
    {
      opcodes: { 10: 'SendIPV4' },
      versions: {
        0: tcpVersion0,
        1: { ...transfer('ipv4'), startime: 'u32', endtime: 'u32', connid: 'pointer', seqnum: 'u32' },
        2: sent('ipv4'),
      },
    },
    {
      opcodes: { 11: 'RecvIPV4', 13: 'DisconnectIPV4', 14: 'RetransmitIPV4' },
      versions: { 0: tcpVersion0, 1: tcpVersion1, 2: connected('ipv4') },
    },
    {
      opcodes: { 16: 'ReconnectIPV4', 18: 'TCPCopyIPV4' },
      versions: { 1: tcpVersion1, 2: connected('ipv4') },
    },
    {
      opcodes: { 19: 'ARPCopy', 20: 'FullACK', 21: 'PartACK', 22: 'DupACK' },
      versions: { 1: tcpVersion1 },
    },
    {
      opcodes: { 12: 'ConnectIPV4', 15: 'AcceptIPV4' },
      versions: {
        0: tcpVersion0,
        1: { ...transfer('ipv4'), ...options, connid: 'pointer', seqnum: 'u32' },
        2: opened('ipv4'),
      },
    },
    { opcodes: { 17: 'Fail' }, versions: { 1: { Proto: 'u32' }, 2: failure } },
    { opcodes: { 26: 'SendIPV6' }, versions: { 2: sent('ipv6') } },
    {
      opcodes: {
        27: 'RecvIPV6',
        29: 'DisconnectIPV6',
        30: 'RetransmitIPV6',
        32: 'ReconnectIPV6',
        34: 'TCPCopyIPV6',
      },
      versions: { 2: connected('ipv6') },
    },
    { opcodes: { 28: 'ConnectIPV6', 31: 'AcceptIPV6' }, versions: { 2: opened('ipv6') } },
  ],
};

export const udpFamily: KernelFamily = {
  name: 'UdpIp',
  guid: 'bf3a50c5-a9c9-4988-a005-2df0b7c80f80',
  group: 8,
  events: [
    {
      opcodes: { 10: 'SendIPV4', 11: 'RecvIPV4' },
      versions: {
        0: {
          context: 'pointer',
          saddr: 'ipv4',
          sport: 'port',
          size: 'u16',
          daddr: 'ipv4',
          dport: 'port',
          dsize: 'u16',
        },
        1: transfer('ipv4'),
        2: connected('ipv4'),
      },
    },
    { opcodes: { 17: 'Fail' }, versions: { 2: failure } },
    { opcodes: { 26: 'SendIPV6', 27: 'RecvIPV6' }, versions: { 2: connected('ipv6') } },
  ],
};

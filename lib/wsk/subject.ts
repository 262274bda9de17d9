import type { Subject } from './findings/finding.ts';
import { idText } from './ids.ts';
import type { Call } from './model/call.ts';
import type { Irp } from './model/irp.ts';
import type { Socket } from './model/socket.ts';

export function callSubject(call: Call): Subject {
  return {
    irpId: idText(call.irpIdLow, call.irpIdHigh),
    callId: idText(call.idLow, call.idHigh),
    socketId: idText(call.socketIdLow, call.socketIdHigh),
  };
}

export function irpSubject(irp: Irp): Subject {
  return { irpId: idText(irp.idLow, irp.idHigh), callId: null, socketId: null };
}

export function socketSubject(socket: Socket): Subject {
  return { irpId: null, callId: null, socketId: idText(socket.idLow, socket.idHigh) };
}

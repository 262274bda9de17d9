import { type Site, UNKNOWN_SITE } from '../../site.ts';
import type { KeptIndications } from '../kept-indications.ts';
import type { ForcedClose, PooledSocket } from '../socket.ts';
import { Doubles, References, Words } from './columns.ts';
import { MomentColumns } from './moment-columns.ts';
import { Rows } from './rows.ts';

const IS_OLDER = 1;
const IS_CLOSED_BY_COMPLETION = 2;

/** Sockets as rows. */
export class SocketRows extends Rows<PooledSocket> {
  readonly #flagBits = new Words();
  readonly #pointerLow = new Words();
  readonly #pointerHigh = new Words();
  readonly #generation = new Words();
  readonly #category = new Words();
  readonly #addressFamily = new Words();
  readonly #socketType = new Words();
  readonly #protocol = new Words();
  readonly #listenerIdLow = new Words();
  readonly #listenerIdHigh = new Words();
  readonly #site = new References<Site>(UNKNOWN_SITE);
  readonly #createdNs = new Doubles(Number.NaN);
  /** From 1; 0 where it was not seen. */
  readonly #createdOn = new Words();
  readonly #createdStep = new Doubles(0);
  readonly #closeIssuedNs = new Doubles(Number.NaN);
  readonly #closeIssuedAt = new MomentColumns();
  readonly #closeSite = new References<Site>(UNKNOWN_SITE);
  readonly #closedNs = new Doubles(Number.NaN);
  readonly #calls = new Words();
  readonly #inFlight = new Doubles(0);
  readonly #bytesSent = new Doubles(0);
  readonly #bytesReceived = new Doubles(0);
  readonly #localAddress = new References<string>('');
  readonly #remoteAddress = new References<string>('');
  readonly #kept = new References<KeptIndications | null>(null);
  readonly #keptNs = new Doubles(Number.NaN);
  readonly #forcedClosed = new References<ForcedClose | null>(null);
  /** NaN where it is the time of its creation, as it is but for those older than the trace. */
  readonly #sinceNs = new Doubles(Number.NaN);
  readonly #rundownNs = new Doubles(Number.NaN);

  protected write(place: number, socket: PooledSocket): void {
    this.#flagBits.set(
      place,
      (socket.isOlder ? IS_OLDER : 0) | (socket.isClosedByCompletion ? IS_CLOSED_BY_COMPLETION : 0),
    );
    this.#pointerLow.set(place, socket.pointerLow);
    this.#pointerHigh.set(place, socket.pointerHigh);
    this.#generation.set(place, socket.generation);
    this.#category.set(place, socket.category);
    this.#addressFamily.set(place, socket.addressFamily);
    this.#socketType.set(place, socket.socketType);
    this.#protocol.set(place, socket.protocol);
    this.#listenerIdLow.set(place, socket.listenerIdLow);
    this.#listenerIdHigh.set(place, socket.listenerIdHigh);
    this.#site.set(place, socket.site);
    this.#createdNs.set(place, socket.createdNs);
    this.#createdOn.set(place, socket.createdOn + 1);
    this.#createdStep.set(place, socket.createdStep);
    this.#closeIssuedNs.set(place, socket.closeIssuedNs);
    this.#closeIssuedAt.write(place, socket.closeIssuedAt, socket.closeIssuedNs);
    this.#closeSite.set(place, socket.closeSite);
    this.#closedNs.set(place, socket.closedNs);
    this.#calls.set(place, socket.calls);
    this.#inFlight.set(place, socket.inFlight);
    this.#bytesSent.set(place, socket.bytesSent);
    this.#bytesReceived.set(place, socket.bytesReceived);
    this.#localAddress.set(place, socket.localAddress);
    this.#remoteAddress.set(place, socket.remoteAddress);
    this.#kept.set(place, socket.kept?.isEmpty ? null : socket.kept);
    this.#keptNs.set(place, socket.keptNs);
    this.#forcedClosed.set(place, socket.forcedClosed);
    this.#sinceNs.set(place, socket.sinceNs === socket.createdNs ? Number.NaN : socket.sinceNs);
    this.#rundownNs.set(place, socket.rundownNs);
  }

  protected read(place: number, socket: PooledSocket): void {
    const flagBits = this.#flagBits.get(place);
    const sinceNs = this.#sinceNs.get(place);
    socket.isOlder = (flagBits & IS_OLDER) !== 0;
    socket.isClosedByCompletion = (flagBits & IS_CLOSED_BY_COMPLETION) !== 0;
    socket.pointerLow = this.#pointerLow.get(place);
    socket.pointerHigh = this.#pointerHigh.get(place);
    socket.generation = this.#generation.get(place);
    socket.category = this.#category.get(place);
    socket.addressFamily = this.#addressFamily.get(place);
    socket.socketType = this.#socketType.get(place);
    socket.protocol = this.#protocol.get(place);
    socket.listenerIdLow = this.#listenerIdLow.get(place);
    socket.listenerIdHigh = this.#listenerIdHigh.get(place);
    socket.site = this.#site.get(place);
    socket.createdNs = this.#createdNs.get(place);
    socket.createdOn = this.#createdOn.get(place) - 1;
    socket.createdStep = this.#createdStep.get(place);
    socket.closeIssuedNs = this.#closeIssuedNs.get(place);
    this.#closeIssuedAt.read(place, socket.closeIssuedAt, socket.closeIssuedNs);
    socket.closeSite = this.#closeSite.get(place);
    socket.closedNs = this.#closedNs.get(place);
    socket.calls = this.#calls.get(place);
    socket.inFlight = this.#inFlight.get(place);
    socket.bytesSent = this.#bytesSent.get(place);
    socket.bytesReceived = this.#bytesReceived.get(place);
    socket.local.text = this.#localAddress.get(place);
    socket.remote.text = this.#remoteAddress.get(place);
    socket.kept = this.#kept.get(place);
    socket.keptNs = this.#keptNs.get(place);
    socket.forcedClosed = this.#forcedClosed.get(place);
    socket.sinceNs = Number.isNaN(sinceNs) ? socket.createdNs : sinceNs;
    socket.rundownNs = this.#rundownNs.get(place);
  }
}

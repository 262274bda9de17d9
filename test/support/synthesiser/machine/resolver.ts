import { ByteWriter } from '../../etl-writer/index.ts';
import type { Random } from '../../random.ts';
import type { MachineLog } from './logs.ts';
import { Op } from './operations.ts';
import type { SimCall } from './scenario.ts';
import { type Program, type SimThread, Waitable, type World } from './world.ts';

const NAME_RESOLUTION = '55404e71-4db9-4deb-a5f5-8f86e46dde56';
const DNS_CLIENT = '1c95126e-7eea-49a9-a3fe-a378b03ddb4d';

/** What a resolver needs of the machine around it. */
export interface ResolverHost {
  readonly world: World;
  readonly log: MachineLog;
  readonly random: Random;
  /** Spawns a thread of the service. */
  spawn(id: number, program: (self: SimThread) => Program): void;
  /** Asks a server over the network, which signals when the answer has come. */
  askServer(call: SimCall, answered: Waitable): void;
  /** Completes a call in a thread, up to the return of the completion routine. */
  complete(call: SimCall, self: SimThread): Program;
}

/**
 * A service in user mode that resolves names for the driver and for others: each of its threads takes up one request after the
 * other, and answers from its cache, by asking another thread, or by asking a server.
 */
export class Resolver {
  readonly #host: ResolverHost;
  readonly #requests: SimCall[] = [];
  readonly #ready = new Waitable();
  readonly #questions: Waitable[] = [];
  readonly #asked = new Waitable();

  constructor(host: ResolverHost) {
    this.#host = host;
    for (const id of [400, 401]) host.spawn(id, (self) => this.#serve(self));
    host.spawn(402, () => this.#look());
  }

  /** Hands a request over, from the thread that is going on. */
  take(call: SimCall): void {
    this.#requests.push(call);
    this.#host.world.signal(this.#ready);
  }

  *#serve(self: SimThread): Program {
    const { world, random } = this.#host;
    for (;;) {
      yield { wait: this.#ready };
      const call = this.#requests.shift()!;
      yield { run: world.ticks(100) };
      if (random.chance(0.3)) {
        // Somebody else's name, of which the driver's call knows nothing.
        this.#log(self, NAME_RESOLUTION, 1000);
        yield { run: world.ticks(600) };
        this.#log(self, NAME_RESOLUTION, 1001);
        yield { run: world.ticks(50) };
      }
      call.resolvedFrom = world.now;
      yield* this.#resolve(call, self);
      yield* this.#host.complete(call, self);
    }
  }

  *#resolve(call: SimCall, self: SimThread): Program {
    const { world, random } = this.#host;
    const hasName = call.op === Op.GetAddressInfo;
    if (hasName) this.#log(self, NAME_RESOLUTION, 1000);
    else this.#log(self, DNS_CLIENT, 3006);
    yield { run: world.ticks(200) };
    if (hasName && random.chance(0.5)) {
      this.#log(self, NAME_RESOLUTION, 1002);
      yield { run: world.ticks(20) };
      this.#log(self, DNS_CLIENT, 3006);
    }
    const answered = new Waitable();
    const way = random.pick(['cache', 'thread', 'server', 'server'] as const);
    if (way === 'thread') {
      this.#questions.push(answered);
      world.signal(this.#asked);
    } else if (way === 'server') {
      this.#host.askServer(call, answered);
    }
    yield { run: world.ticks(60) };
    if (way !== 'cache') yield { wait: answered };
    yield { run: world.ticks(150) };
    this.#log(self, hasName ? NAME_RESOLUTION : DNS_CLIENT, hasName ? 1001 : 3008);
    yield { run: world.ticks(40) };
  }

  /** Looks up what another thread asked for. */
  *#look(): Program {
    for (;;) {
      yield { wait: this.#asked };
      const answered = this.#questions.shift()!;
      yield { run: this.#host.world.ticks(800) };
      this.#host.world.signal(answered);
    }
  }

  #log(self: SimThread, provider: string, id: number): void {
    const { world, log } = this.#host;
    const payload = new ByteWriter().utf16z('peer.example').utf16z('').u32(0).u32(0).u32(0).u32(0).u32(0);
    log.provided(world.now, self.processor!.number, self.id, { provider, id, class: 'names' }, payload);
  }
}

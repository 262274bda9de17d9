import { someActivity } from './activities/index.ts';
import { resolver } from './activities/small.ts';
import type { Driver } from './driver.ts';
import { scripts } from './faults/index.ts';
import { type FaultRecord, Stage, second } from './faults/stage.ts';
import type { SynthesiserOptions } from './options.ts';
import type { Activity } from './scheduler.ts';
import { Sites } from './sites.ts';
import type { LifeRule, Rule } from './truth.ts';

/** What is to be told of a driver's life when it is over. */
export interface Lifetime {
  readonly records: FaultRecord[];
  unload: 'none' | 'done' | 'stuck';
  over: boolean;
}

/** A driver's whole life: load, work with faults in it, and one of the endings. */
export function* live(driver: Driver, options: SynthesiserOptions, lifetime: Lifetime): Activity {
  const { log, clock } = driver.world;
  if (options.lateStart === 'none') log.goLive();
  yield* load(driver);
  for (let i = 0; i < options.concurrency; i++) driver.start(work(driver), driver.around(500_000));
  if (options.lateStart !== 'none') {
    yield clock.ticks(0.2 * second);
    log.goLive();
    if (options.lateStart === 'rundown') driver.rundown(1);
  }
  const wanted = options.events * (1 - options.noise);
  const due = schedule(driver, options, lifetime.records);
  for (const [index, activity] of due.entries()) {
    while (log.events < (0.9 * wanted * (index + 1)) / (due.length + 1)) yield driver.around(100_000);
    driver.start(activity);
  }
  // Winding down takes some events more for each thing that is still going on.
  const enough = wanted - Math.min(0.05 * wanted, 40 * options.concurrency);
  while (log.events < enough) yield driver.around(100_000);
  yield* drain(driver);
  if (options.ending === 'unload') yield* unload(driver, options, lifetime);
  else yield* tail(driver, options.tailSeconds);
  if (options.ending === 'cut') yield* cutShort(driver, options.concurrency);
  lifetime.over = true;
}

function* load(driver: Driver): Activity {
  for (const what of ['Registered', 'NpiCaptured', 'Loaded', 'Listening']) {
    driver.state(what);
    yield driver.around(1_000_000);
  }
}

/** Does one thing after the other until the driver drains. */
function* work(driver: Driver): Activity {
  while (!driver.draining) {
    yield* someActivity(driver);
    yield driver.around(300_000);
  }
}

/** The faults and near misses that are asked for, in random order, each rule with places of its own in the source. */
function schedule(driver: Driver, options: SynthesiserOptions, records: FaultRecord[]): Activity[] {
  const { random } = driver.world;
  const { faults, nearMisses } = options;
  const activities: Activity[] = [];
  for (const [index, [rule, script]] of Object.entries(scripts).entries()) {
    const role = rule.replace(/(^|-)(.)/g, (_, _dash, letter: string) => letter.toUpperCase());
    const faulty = new Stage(driver, new Sites(`Faulty${role}`, 10_000 + 1000 * index), records);
    const sound = new Stage(driver, new Sites(`Sound${role}`, 10_500 + 1000 * index), records);
    const close = typeof nearMisses === 'number' ? nearMisses : (nearMisses[rule as Rule] ?? 0);
    for (let i = 0; i < (faults[rule as Rule] ?? 0); i++) activities.push(script.inject(faulty));
    for (let i = 0; i < close; i++) activities.push(script.nearMiss(sound));
  }
  for (let i = 0; i < options.captureStates; i++) activities.push(captureState(driver));
  for (let i = activities.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [activities[i], activities[j]] = [activities[j]!, activities[i]!];
  }
  return activities;
}

/** A rundown in the middle of the trace. */
function* captureState(driver: Driver): Activity {
  yield driver.around(100_000);
  driver.rundown(2);
}

/** Lets everything that has begun come to its end. */
function* drain(driver: Driver): Activity {
  driver.draining = true;
  while (driver.active > 0) yield driver.around(500_000);
}

/** Time passes; a name query now and then keeps the clock of the trace going. */
function* tail(driver: Driver, seconds: number): Activity {
  const { clock, scheduler } = driver.world;
  const end = scheduler.now + clock.ticks(seconds * second);
  for (let passed = 10; scheduler.now < end; passed += 10) {
    yield clock.ticks(10 * second);
    for (const call of driver.calls) driver.waitStillPending(call, passed * 1000);
    yield* resolver(driver);
  }
}

function* unload(driver: Driver, options: SynthesiserOptions, lifetime: Lifetime): Activity {
  const { clock, scheduler, log } = driver.world;
  const { faults, nearMisses } = options;
  const wanted = (faults['unload-stuck'] ?? 0) > 0;
  yield* tail(driver, options.tailSeconds / 2);
  driver.state('UnloadStart');
  for (const cleanUp of driver.atUnload) yield* cleanUp();
  driver.state('NpiReleased');
  const waited = driver.calls.size > 0 || driver.sockets.size > 0;
  if (waited || wanted) {
    lifetime.unload = 'stuck';
    if (!waited) lifetime.records.push(ofLife('unload-stuck'));
    const end = scheduler.now + clock.ticks((options.tailSeconds / 2) * second);
    for (let passed = 10; scheduler.now < end; passed += 10) {
      yield clock.ticks(10 * second);
      for (const call of driver.calls) driver.waitStillPending(call, passed * 1000);
      log.strangers();
    }
    return;
  }
  yield clock.ticks(options.unloadSeconds * second);
  lifetime.unload = 'done';
  if ((faults['not-deregistered'] ?? 0) > 0) {
    lifetime.records.push(ofLife('not-deregistered'));
    driver.rundown(3);
    return;
  }
  driver.state('Deregistered');
  const isNear = typeof nearMisses === 'number' ? nearMisses > 0 : (nearMisses['not-deregistered'] ?? 0) > 0;
  if (isNear || driver.irps.size > 0) driver.rundown(3);
}

function ofLife(rule: LifeRule): FaultRecord {
  const site = { function: '', line: 0 };
  return { rule, objects: {}, site, otherSites: [], consequences: [], hangsUnload: false };
}

/** Begins to work again, and stops in full flight. */
function* cutShort(driver: Driver, concurrency: number): Activity {
  driver.draining = false;
  const enough = driver.world.log.events + 40 * concurrency;
  for (let i = 0; i < concurrency; i++) driver.start(work(driver), driver.around(100_000));
  while (driver.world.log.events < enough) yield driver.around(20_000);
}

import { equals, type DescMessage, type MessageShape } from "@bufbuild/protobuf";
import { type Timestamp, timestampFromMs, timestampMs } from "@bufbuild/protobuf/wkt";
import type { CallOptions } from "@connectrpc/connect";
import type { CitizenAccountClient } from "./client.js";
import { type Cycle, CycleSchema, CycleState } from "./gen/citizenaccount/eligibility/v1/cycle_pb.js";
import {
  type HouseholdEligibility,
  HouseholdEligibilitySchema,
} from "./gen/citizenaccount/eligibility/v1/household_eligibility_pb.js";
import type { Notification } from "./gen/citizenaccount/notification/v1/notification_pb.js";
import {
  type Submission,
  SubmissionSchema,
  SubmissionState,
} from "./gen/citizenaccount/partner/v1/income_record_pb.js";
import {
  type PaymentBatch,
  PaymentBatchSchema,
  PaymentBatchState,
} from "./gen/citizenaccount/payment/v1/payment_batch_pb.js";
import {
  type CitizenAccountError,
  CallTimedOutError,
  readFailure,
  RefusedError,
  ServiceUnreachableError,
} from "./refusals.js";
import { canHelp, pause } from "./retry.js";

// The service gives a sign of life every 30 seconds.
const SILENCE_MS = 90_000;

const ENDED = [SubmissionState.FINISHED, SubmissionState.REFUSED, SubmissionState.ABANDONED];

/** How a watch ends: by its reader leaving the loop, or by this signal, which makes it throw. */
export interface WatchOptions {
  signal?: AbortSignal;
}

/**
 * A household's eligibility now, if a month is published, and again whenever it changes. The same state is not given
 * twice, whatever happens to the connection.
 */
export function watchEligibility(
  client: CitizenAccountClient, household: string, options: WatchOptions = {},
): AsyncGenerator<HouseholdEligibility, void, undefined> {
  return states(
    client, HouseholdEligibilitySchema, (call) => client.eligibility.watchEligibility({ household }, call),
    (message) => message.eligibility, () => false, options);
}

/** A cycle, such as `cycles/2026-12`, now and whenever it changes, until it is published or cancelled. */
export function watchCycle(
  client: CitizenAccountClient, name: string, options: WatchOptions = {},
): AsyncGenerator<Cycle, void, undefined> {
  return states(
    client, CycleSchema, (call) => client.cycles.watchCycle({ name }, call), (message) => message.cycle,
    ({ state }) => state === CycleState.PUBLISHED || state === CycleState.CANCELLED, options);
}

/** A payment batch now and whenever it changes, until it is reconciled or cancelled. */
export function watchBatch(
  client: CitizenAccountClient, name: string, options: WatchOptions = {},
): AsyncGenerator<PaymentBatch, void, undefined> {
  return states(
    client, PaymentBatchSchema, (call) => client.disbursements.watchBatch({ name }, call), (message) => message.batch,
    ({ state }) => state === PaymentBatchState.RECONCILED || state === PaymentBatchState.CANCELLED, options);
}

/** A submission of income records now and whenever it changes, until it is finished, refused or abandoned. */
export function watchSubmission(
  client: CitizenAccountClient, name: string, options: WatchOptions = {},
): AsyncGenerator<Submission, void, undefined> {
  return states(
    client, SubmissionSchema, (call) => client.incomeVerification.watchSubmission({ name }, call),
    (message) => message.submission,
    ({ state }) => ENDED.includes(state), options);
}

/**
 * New notifications of an account, each once; those that came while the connection was away too.
 *
 * @param options `since` gives also those written after this time, at most 1,000; absent means only new ones.
 */
export async function* watchNotifications(
  client: CitizenAccountClient, account: string, options: WatchOptions & { since?: Timestamp } = {},
): AsyncGenerator<Notification, void, undefined> {
  // Told again from the last one's time on, those of that very instant are known by their names.
  const seen = new Set<string>();
  const began = Date.now();
  let from = options.since === undefined ? undefined : timestampMs(options.since);
  const messages = reconnecting(client, (call) => {
    const request = from === undefined ? { parent: account } : { parent: account, sinceTime: timestampFromMs(from) };
    from ??= began;
    return client.notifications.watchNotifications(request, call);
  }, options.signal);
  for await (const { notification } of messages) {
    if (notification !== undefined && !seen.has(notification.name)) {
      seen.add(notification.name);
      from = Math.max(from ?? began, timestampMs(notification.createdTime!) - 1);
      yield notification;
    }
  }
}

async function* states<T, D extends DescMessage>(
  client: CitizenAccountClient, type: D, open: (call: CallOptions) => AsyncIterable<T>,
  stateOf: (message: T) => MessageShape<D> | undefined, isFinal: (state: MessageShape<D>) => boolean,
  options: WatchOptions,
): AsyncGenerator<MessageShape<D>, void, undefined> {
  let last: MessageShape<D> | undefined;
  for await (const message of reconnecting(client, open, options.signal)) {
    const state = stateOf(message);
    if (state !== undefined && (last === undefined || !equals(type, state, last))) {
      last = state;
      yield state;
    }
    if (state !== undefined && isFinal(state)) {
      return;
    }
  }
}

// Reads a watch for as long as its reader wants, over as many streams as it takes: one that breaks, falls silent or
// reaches its hour is opened again, with waits that grow while nothing comes.
async function* reconnecting<T>(
  client: CitizenAccountClient, open: (call: CallOptions) => AsyncIterable<T>, stop: AbortSignal | undefined,
): AsyncGenerator<T, void, undefined> {
  let failures = 0;
  for (;;) {
    const silent = new AbortController();
    const signal = stop === undefined ? silent.signal : AbortSignal.any([stop, silent.signal]);
    const watchdog = setTimeout(() => silent.abort(), SILENCE_MS);
    try {
      for await (const message of open({ signal })) {
        failures = 0;
        watchdog.refresh();
        yield message;
        watchdog.refresh();
      }
      failures++;
    } catch (thrown) {
      stop?.throwIfAborted();
      failures++;
      if (!silent.signal.aborted && !comesBack(client, readFailure("watch", thrown), failures)) {
        throw thrown;
      }
    } finally {
      clearTimeout(watchdog);
      // A reader that leaves ends the stream.
      silent.abort();
    }
    await pause(client.path.retries.backoff(Math.max(failures, 1)), stop);
  }
}

// A service that is away comes back some time; any other refusal that a retry may help is given its retries.
function comesBack(client: CitizenAccountClient, failure: CitizenAccountError, failures: number): boolean {
  return (
    failure instanceof ServiceUnreachableError ||
    failure instanceof CallTimedOutError ||
    (failure instanceof RefusedError && failure.kind === "serviceUnavailable") ||
    (canHelp(failure) && client.path.retries.allows(failures))
  );
}

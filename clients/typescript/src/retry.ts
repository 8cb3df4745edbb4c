import { setTimeout as sleep } from "node:timers/promises";
import { Code } from "@connectrpc/connect";
import { ErrorReason } from "./gen/citizenaccount/errors/v1/error_reason_pb.js";
import { Remedy } from "./gen/citizenaccount/errors/v1/refusal_pb.js";
import { type CitizenAccountError, RefusedError, ServiceUnreachableError } from "./refusals.js";

const BUDGET_MOST = 1_000;
const RETRY_COST = 10;

/**
 * Whether a failed call is sent again, and after how long. What may be repeated at all is said by the contract's
 * idempotency_level. Retries stay a small part of all calls, so that a service in trouble is not drowned in them: each
 * costs ten, each answered call earns one, and below half of the budget there are none.
 */
export class RetryPolicy {
  private budget = BUDGET_MOST;

  constructor(
    private readonly options: {
      readonly retriesMax: number;
      readonly retryWaitFirstMs: number;
      readonly retryWaitMostMs: number;
    },
  ) {}

  /** Notes a call that was answered. */
  answered(): void {
    this.budget = Math.min(BUDGET_MOST, this.budget + 1);
  }

  /**
   * How long to wait before the next try; undefined when there is none.
   *
   * @param retry Number of the retry, from 1.
   * @param leftMs Time left to the deadline.
   */
  waitBefore(failure: CitizenAccountError, retry: number, leftMs: number): number | undefined {
    if (!canHelp(failure) || retry > this.options.retriesMax || this.budget <= BUDGET_MOST / 2) {
      return undefined;
    }
    this.budget -= RETRY_COST;
    let wait = this.backoff(retry);
    const asked = failure instanceof RefusedError ? (failure.retryAfterMs ?? 0) : 0;
    if (asked > wait) {
      // A little more than asked, so that everybody who was told the same does not come at once.
      wait = asked + this.backoff(1) / 2;
    }
    return wait < leftMs ? wait : undefined;
  }

  /** A random part of a wait that doubles with each retry. */
  backoff(retry: number): number {
    const most = Math.min(this.options.retryWaitFirstMs * 2 ** Math.min(retry - 1, 20), this.options.retryWaitMostMs);
    return most / 4 + Math.random() * most * 0.75;
  }

  /** Whether so many failures in a row may be followed by another try. */
  allows(failures: number): boolean {
    return failures <= this.options.retriesMax;
  }
}

/** Whether sending the same again may be answered better. */
export function canHelp(failure: CitizenAccountError): boolean {
  return (
    failure instanceof ServiceUnreachableError ||
    (failure instanceof RefusedError &&
      (failure.remedy === Remedy.RETRY ||
        (failure.reason === ErrorReason.UNSPECIFIED && failure.code === Code.Unavailable)))
  );
}

/** Waits, unless the caller gives up: then with the caller's own reason. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  } catch (thrown) {
    signal?.throwIfAborted();
    throw thrown;
  }
}

/** Waits for work that goes on for others, unless the caller gives up: then with the caller's own reason. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) {
    return work;
  }
  // Whoever gave up before is not told how the work ended.
  work.catch(() => undefined);
  signal.throwIfAborted();
  let giveUp: () => void = () => undefined;
  const given = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason as Error);
    signal.addEventListener("abort", giveUp, { once: true });
  });
  try {
    return await Promise.race([work, given]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

import { inject } from "vitest";
import { CitizenAccountClient, type ClientOptions } from "../../src/index.js";

/** A client for tests: waits are real, so they are short. */
export function connect(options: Partial<ClientOptions> = {}): CitizenAccountClient {
  return CitizenAccountClient.connect({
    address: inject("address"), clientName: "test", retryWaitFirstMs: 2, retryWaitMostMs: 20, readDeadlineMs: 20_000,
    ...options,
  });
}

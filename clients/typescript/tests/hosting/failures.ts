import { expect } from "vitest";
import { CitizenAccountError, RefusedError } from "../../src/index.js";

/** What a call failed with. */
export async function failureOf(call: Promise<unknown>): Promise<CitizenAccountError> {
  const thrown = await call.then(() => undefined, (reason: unknown) => reason);
  expect(thrown).toBeInstanceOf(CitizenAccountError);
  return thrown as CitizenAccountError;
}

/** What a call was refused with. */
export async function refusalOf(call: Promise<unknown>): Promise<RefusedError> {
  const failure = await failureOf(call);
  expect(failure).toBeInstanceOf(RefusedError);
  return failure as RefusedError;
}

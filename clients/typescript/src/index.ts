export { CitizenAccountClient } from "./client.js";
export { type Accounts, type CallerCredentials, CitizenSession, fromSource, fromToken, nobody } from "./credentials.js";
export { downloadDocument, uploadDocument } from "./documents.js";
export { ErrorReason } from "./gen/citizenaccount/errors/v1/error_reason_pb.js";
export { Remedy } from "./gen/citizenaccount/errors/v1/refusal_pb.js";
export { ConsistencyMemory } from "./memory.js";
export { type ClientOptions, DEADLINE_MAX_MS, STREAM_DEADLINE_MAX_MS } from "./options.js";
export { all } from "./paging.js";
export {
  type BadField,
  CallBrokenError,
  CallTimedOutError,
  CitizenAccountError,
  RefusedError,
  type RefusalKind,
  ServiceUnreachableError,
  type Words,
} from "./refusals.js";
export {
  watchBatch,
  watchCycle,
  watchEligibility,
  watchNotifications,
  type WatchOptions,
  watchSubmission,
} from "./watching.js";

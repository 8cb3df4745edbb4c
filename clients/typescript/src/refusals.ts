import { getOption } from "@bufbuild/protobuf";
import { durationMs } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import { ErrorReason, ErrorReasonSchema } from "./gen/citizenaccount/errors/v1/error_reason_pb.js";
import { Remedy, refusal } from "./gen/citizenaccount/errors/v1/refusal_pb.js";
import {
  BadRequestSchema,
  ErrorInfoSchema,
  LocalizedMessageSchema,
  RetryInfoSchema,
} from "./gen/google/rpc/refusal_details_pb.js";

const DOMAIN = "citizenaccount.gov.sa";
const PREFIX = "ERROR_REASON_";

/** Words for the person a call was made for. They hold no personal data and are shown as they are. */
export interface Words {
  readonly arabic: string;
  readonly english: string;
}

/** A field that was refused, with its path, such as `members[0].birth_date`, and what to do about it. */
export interface BadField extends Words {
  readonly field: string;
}

/** A call that did not succeed. What came over the wire is its `cause`. */
export abstract class CitizenAccountError extends Error implements Words {
  /** The gRPC status. */
  readonly code: Code;
  readonly arabic: string;
  readonly english: string;

  /** @param call Full name of the call, `package.Service.Call`. */
  constructor(
    readonly call: string,
    words: Words,
    override readonly cause: ConnectError,
  ) {
    super(`${call}: ${Code[cause.code]}. ${words.english}`);
    this.name = new.target.name;
    this.code = cause.code;
    this.arabic = words.arabic;
    this.english = words.english;
  }
}

/**
 * The service could not be reached, and trying again did not help within the deadline. Whether a write took effect is
 * not known: send the same object again, it carries its requestId and is done once.
 */
export class ServiceUnreachableError extends CitizenAccountError {}

/** The deadline passed before the service answered. Send the same object again; it is done once. */
export class CallTimedOutError extends CitizenAccountError {}

/** The call broke in a way that names no reason of the contract: something else than the service answered. */
export class CallBrokenError extends CitizenAccountError {}

/** What kind of refusal it is, by its status. */
export type RefusalKind =
  | "invalidRequest"
  | "signInRequired"
  | "notAllowed"
  | "notFound"
  | "ruleSaysNo"
  | "conflict"
  | "limitReached"
  | "serviceUnavailable"
  | "notBuilt"
  | "serviceFault"
  | "other";

/** The service refused a call, for a reason of the contract. What a reason means stands beside it in ErrorReason. */
export class RefusedError extends CitizenAccountError {
  readonly kind: RefusalKind;
  /** The reason; UNSPECIFIED when a newer service names one this client does not know: `reasonName` says it. */
  readonly reason: ErrorReason;
  /** The reason as it stands on the wire, such as `NOT_PUBLISHED`. */
  readonly reasonName: string;
  /** What a program does next. */
  readonly remedy: Remedy;
  /** Facts of the reason by the keys the contract names, such as `limit`. No personal data. */
  readonly facts: Readonly<Record<string, string>>;
  /** Every bad field of the request, in the order of the service. */
  readonly fields: readonly BadField[];
  /** How long the service asked to wait before the next try; undefined when it did not say. */
  readonly retryAfterMs: number | undefined;

  /** @internal */
  constructor(call: string, read: Refusal, cause: ConnectError) {
    super(call, read.words, cause);
    this.kind = KINDS[cause.code] ?? "other";
    this.reason = read.reason;
    this.reasonName = read.reasonName;
    this.remedy = read.remedy;
    this.facts = read.facts;
    this.fields = read.fields;
    this.retryAfterMs = read.retryAfterMs;
  }

  /** What to tell support, for a fault of the service. */
  get correlationId(): string | undefined {
    return this.facts["correlation_id"];
  }
}

interface Refusal extends Pick<RefusedError, "reason" | "reasonName" | "remedy" | "facts" | "fields" | "retryAfterMs"> {
  readonly words: Words;
}

const KINDS: Partial<Record<Code, RefusalKind>> = {
  [Code.InvalidArgument]: "invalidRequest",
  [Code.Unauthenticated]: "signInRequired",
  [Code.PermissionDenied]: "notAllowed",
  [Code.NotFound]: "notFound",
  [Code.FailedPrecondition]: "ruleSaysNo",
  [Code.Aborted]: "conflict",
  [Code.AlreadyExists]: "conflict",
  [Code.ResourceExhausted]: "limitReached",
  [Code.Unavailable]: "serviceUnavailable",
  [Code.Unimplemented]: "notBuilt",
  [Code.Internal]: "serviceFault",
};

const REASONS = new Map(
  ErrorReasonSchema.values
    .filter((value) => value.number !== 0)
    .map((value) => [
      value.name.slice(PREFIX.length),
      { reason: value.number as ErrorReason, remedy: getOption(value, refusal).remedy },
    ]),
);

/** The error a caller gets for what a call ended with. */
export function readFailure(call: string, thrown: unknown): CitizenAccountError {
  if (thrown instanceof CitizenAccountError) {
    return thrown;
  }
  const failure = ConnectError.from(thrown);
  const read = readRefusal(failure);
  if (read !== undefined) {
    return new RefusedError(call, read, failure);
  }
  if (failure.code === Code.DeadlineExceeded) {
    return new CallTimedOutError(call, TIMED_OUT, failure);
  }
  return failure.code === Code.Unavailable || isBrokenConnection(failure)
    ? new ServiceUnreachableError(call, UNREACHABLE, failure)
    : new CallBrokenError(call, BROKEN, failure);
}

function readRefusal(failure: ConnectError): Refusal | undefined {
  const info = failure.findDetails(ErrorInfoSchema).find((detail) => detail.domain === DOMAIN);
  if (info === undefined) {
    return undefined;
  }
  const delay = failure.findDetails(RetryInfoSchema)[0]?.retryDelay;
  const known = REASONS.get(info.reason);
  const texts = failure.findDetails(LocalizedMessageSchema);
  const wordsIn = (language: string) =>
    texts.find((text) => text.locale.startsWith(language))?.message ?? failure.rawMessage;
  return {
    reason: known?.reason ?? ErrorReason.UNSPECIFIED,
    reasonName: info.reason,
    remedy: known?.remedy ?? (delay === undefined ? Remedy.UNSPECIFIED : Remedy.RETRY),
    words: { arabic: wordsIn("ar"), english: wordsIn("en") },
    facts: { ...info.metadata },
    fields: failure.findDetails(BadRequestSchema).flatMap((bad) => bad.fieldViolations.map(fieldOf)),
    retryAfterMs: delay === undefined ? undefined : durationMs(delay),
  };
}

// The service says it in both languages with a bar between; anything else is shown as it is.
function fieldOf(bad: { field: string; description: string }): BadField {
  const at = bad.description.indexOf(" | ");
  return at < 0
    ? { field: bad.field, arabic: bad.description, english: bad.description }
    : { field: bad.field, arabic: bad.description.slice(0, at), english: bad.description.slice(at + 3) };
}

// A connection that breaks, or is not trusted, comes as an error of Node or as a reset of the stream; the service itself
// says more. What Node says of its arguments is a fault of ours.
function isBrokenConnection(failure: ConnectError): boolean {
  for (let cause = failure.cause; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && typeof cause.code === "string" && !cause.code.startsWith("ERR_INVALID")) {
      return true;
    }
  }
  return failure.rawMessage.startsWith("http/2 stream closed");
}

const UNREACHABLE: Words = {
  arabic: "تعذّر الوصول إلى الخدمة الآن. أعد المحاولة بعد قليل، ولن يتكرر ما أرسلته.",
  english: "The service cannot be reached now. Try again in a little while; what you sent is not done twice.",
};

const TIMED_OUT: Words = {
  arabic: "تأخر الرد عن المدة المتاحة. أعد المحاولة، ولن يتكرر ما أرسلته.",
  english: "The answer took too long. Try again; what you sent is not done twice.",
};

const BROKEN: Words = {
  arabic: "حدث خلل في الاتصال بالخدمة. أعد المحاولة بعد قليل.",
  english: "Something went wrong on the way to the service. Try again in a little while.",
};

import { randomUUID } from "node:crypto";
import type { DescField, DescMessage, DescMethod } from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel as Level } from "@bufbuild/protobuf/wkt";
import { ConsistencySchema } from "./gen/citizenaccount/type/v1/consistency_pb.js";
import { PurposeSchema } from "./gen/citizenaccount/type/v1/purpose_pb.js";
import { memoryKeyOf } from "./memory.js";

/** A message or what one is made from: both name their fields alike. */
export type Fields = Record<string, unknown>;

// Whose data a call is about stands in one of these, in this order.
const NAME_FIELDS = ["household", "parent", "name"];

/** What the contract says of one call, as far as a client acts on it. */
export interface CallRule {
  /** Full name, `package.Service.Call`. */
  readonly fullName: string;
  readonly isRead: boolean;
  readonly streams: boolean;
  /** Whether a request has a consistency wish that the client may fill in. */
  readonly takesConsistency: boolean;
  readonly takesPurpose: boolean;
  /** Whether the request may be sent again without the service having answered. */
  mayRepeat(request: Fields): boolean;
  /** Gives a write its request_id, unless it has one. */
  giveRequestId(request: Fields): void;
  /** Under what the token of this request is remembered; undefined when it is about nothing that is named. */
  memoryKeyOf(request: Fields): string | undefined;
  /** The consistency token of an answer; undefined when it has none. */
  tokenOf(response: Fields): string | undefined;
}

const known = new WeakMap<DescMethod, CallRule>();

/** The rule of a call, read once from the descriptors of the contract. */
export function ruleOf(method: DescMethod): CallRule {
  let rule = known.get(method);
  if (rule === undefined) {
    known.set(method, (rule = read(method)));
  }
  return rule;
}

function read(method: DescMethod): CallRule {
  const isRead = method.idempotency === Level.NO_SIDE_EFFECTS;
  const hasRequestId = hasText(method.input, "request_id");
  const hasToken = hasText(method.output, "consistency_token");
  const names = NAME_FIELDS.filter((name) => hasText(method.input, name));
  return {
    fullName: `${method.parent.typeName}.${method.name}`,
    isRead,
    streams: method.methodKind !== "unary",
    takesConsistency: hasMessage(method.input, "consistency", ConsistencySchema),
    takesPurpose: hasMessage(method.input, "purpose", PurposeSchema),
    // A read always; a write only under a request_id, by which the service recognises it.
    mayRepeat: (request) =>
      isRead || (method.idempotency === Level.IDEMPOTENT && hasRequestId && Boolean(request["requestId"])),
    giveRequestId(request) {
      if (hasRequestId && !request["requestId"]) {
        if (Object.isFrozen(request)) {
          throw new TypeError(`${method.name}: a frozen request needs a requestId of its own.`);
        }
        // Into the caller's own object: sent again, whatever became of the first time, it is a repeat.
        request["requestId"] = randomUUID();
      }
    },
    memoryKeyOf(request) {
      const name = names.map((field) => request[field]).find(Boolean);
      return name === undefined ? undefined : memoryKeyOf(method.parent.typeName, name as string);
    },
    tokenOf: (response) => (hasToken && (response["consistencyToken"] as string)) || undefined,
  };
}

function hasText(message: DescMessage, name: string): boolean {
  return plain(message, name)?.fieldKind === "scalar";
}

function hasMessage(message: DescMessage, name: string, type: DescMessage): boolean {
  return plain(message, name)?.message?.typeName === type.typeName;
}

function plain(message: DescMessage, name: string): DescField | undefined {
  return message.fields.find((field) => field.name === name && field.oneof === undefined);
}

import type { SecureClientSessionOptions } from "node:http2";
import type { CallerCredentials } from "./credentials.js";
import { services } from "./contract.js";
import { ConsistencyMemory } from "./memory.js";

/** The longest deadline of a call that is no stream; the service refuses longer ones. */
export const DEADLINE_MAX_MS = 60_000;

/** The longest deadline of a stream; the service refuses longer ones. */
export const STREAM_DEADLINE_MAX_MS = 3_600_000;

/** How a program talks to the service. */
export interface ClientOptions {
  /** Where the service is, such as `https://citizen-account.example`. */
  address: string;
  /** Name of the program, such as `portal`, at most 50 characters. People see it in the list of their sessions. */
  clientName: string;
  /** Version of the contract this library was built for. */
  clientVersion?: string;
  /** Whom calls are made for when nothing else is said. Default: nobody. */
  credentials?: CallerCredentials;
  /** Deadline of a read, over all its tries. Default: 5 seconds. */
  readDeadlineMs?: number;
  /** Deadline of a write, over all its tries. Default: 20 seconds. */
  writeDeadlineMs?: number;
  /** Deadline of a stream. Default: one hour, after which a watch opens a new one. */
  streamDeadlineMs?: number;
  /** Deadlines of single calls in milliseconds, by full name: `package.Service.Call`. */
  deadlinesMs?: Readonly<Record<string, number>>;
  /** How often a call is tried again when that is safe and may help. 0 to 10; default 3. */
  retriesMax?: number;
  /** The longest wait before the first retry; it doubles, and a random part of it is taken. Default: 100. */
  retryWaitFirstMs?: number;
  /** The longest wait before any retry, where the service does not ask for more. Default: 5 seconds. */
  retryWaitMostMs?: number;
  /** Allows `http` to another machine. Only for networks that encrypt by themselves. */
  allowPlaintext?: boolean;
  /** Certificates and keys of the connection, such as the one a partner is known by (mutual TLS). */
  connection?: SecureClientSessionOptions;
  /** Remembers consistency tokens; null switches that off. Default: a memory of the client's own. */
  memory?: ConsistencyMemory | null;
}

/** Options with nothing left open. */
export type SettledOptions = Required<Omit<ClientOptions, "credentials">>;

/** Options that can be used. Everything that is wrong is named in one error. */
export function settle(given: ClientOptions): SettledOptions {
  const { credentials: _, ...rest } = given;
  const options: SettledOptions = {
    clientVersion: "0.1.0",
    readDeadlineMs: 5_000,
    writeDeadlineMs: 20_000,
    streamDeadlineMs: STREAM_DEADLINE_MAX_MS,
    deadlinesMs: {},
    retriesMax: 3,
    retryWaitFirstMs: 100,
    retryWaitMostMs: 5_000,
    allowPlaintext: false,
    connection: {},
    memory: rest.memory === undefined ? new ConsistencyMemory() : rest.memory,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  } as SettledOptions;
  const wrong = [...wrongAddress(options), ...wrongTimes(options)];
  if (wrong.length > 0) {
    throw new RangeError(wrong.join("\n"));
  }
  return options;
}

function* wrongAddress(options: SettledOptions): Generator<string> {
  const address = URL.canParse(options.address) ? new URL(options.address) : undefined;
  if (address === undefined || !["http:", "https:"].includes(address.protocol)) {
    yield "address: an absolute http or https address is needed.";
  } else if (address.protocol === "http:" && !isLoopback(address.hostname) && !options.allowPlaintext) {
    yield "address: http to another machine sends people's data in the clear; use https, or set allowPlaintext.";
  }
  if (!(options.clientName?.length >= 1 && options.clientName.length <= 50)) {
    yield "clientName: 1 to 50 characters are needed.";
  }
  if (!/^\d+\.\d+\.\d+$/.test(options.clientVersion)) {
    yield "clientVersion: three numbers are needed, such as 0.1.0.";
  }
}

function* wrongTimes(options: SettledOptions): Generator<string> {
  if (!within(options.readDeadlineMs, DEADLINE_MAX_MS) || !within(options.writeDeadlineMs, DEADLINE_MAX_MS)) {
    yield "readDeadlineMs, writeDeadlineMs: more than nothing, at most 60 seconds.";
  }
  if (!within(options.streamDeadlineMs, STREAM_DEADLINE_MAX_MS)) {
    yield "streamDeadlineMs: more than nothing, at most an hour.";
  }
  for (const [name, deadline] of Object.entries(options.deadlinesMs)) {
    const method = methodOf(name);
    if (method === undefined) {
      yield `deadlinesMs: the contract has no call ${name}.`;
    } else if (!within(deadline, method.methodKind === "unary" ? DEADLINE_MAX_MS : STREAM_DEADLINE_MAX_MS)) {
      yield `deadlinesMs: that of ${name}: more than nothing, at most what the service grants.`;
    }
  }
  if (!Number.isInteger(options.retriesMax) || options.retriesMax < 0 || options.retriesMax > 10) {
    yield "retriesMax: 0 to 10.";
  }
  if (!within(options.retryWaitFirstMs, options.retryWaitMostMs) || !within(options.retryWaitMostMs, DEADLINE_MAX_MS)) {
    yield "retryWaitFirstMs, retryWaitMostMs: more than nothing, in this order, at most 60 seconds.";
  }
}

function within(value: number, most: number): boolean {
  return value > 0 && value <= most;
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function methodOf(fullName: string) {
  return Object.values(services)
    .flatMap((service) => service.methods)
    .find((method) => `${method.parent.typeName}.${method.name}` === fullName);
}

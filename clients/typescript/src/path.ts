import type { DescMessage, DescMethodStreaming, DescMethodUnary, MessageInitShape } from "@bufbuild/protobuf";
import type { ContextValues, StreamResponse, Transport, UnaryResponse } from "@connectrpc/connect";
import { createClient } from "@connectrpc/connect";
import { type Accounts, type CallerCredentials, nobody } from "./credentials.js";
import { AccountService } from "./gen/citizenaccount/account/v1/account_service_pb.js";
import { ErrorReason } from "./gen/citizenaccount/errors/v1/error_reason_pb.js";
import type { PurposeSchema } from "./gen/citizenaccount/type/v1/purpose_pb.js";
import type { Remembered } from "./memory.js";
import type { SettledOptions } from "./options.js";
import { type CitizenAccountError, readFailure, RefusedError } from "./refusals.js";
import { pause, type RetryPolicy, unlessAborted } from "./retry.js";
import { type CallRule, type Fields, ruleOf } from "./rules.js";

const AUTHORIZATION = "authorization";

type GivenHeaders = ConstructorParameters<typeof Headers>[0];

/** What of the memory went with a call: where its answer's token is kept, when it was sent, what was attached. */
interface Attached {
  readonly key: string | undefined;
  readonly sentAt: number;
  readonly entry: Remembered | undefined;
}

const NOTHING: Attached = { key: undefined, sentAt: 0, entry: undefined };

/**
 * The way every call of a client takes: deadline, request_id, purpose, consistency, credentials, then the socket;
 * retries on the way back. Streams get the same but for retries, which are the business of whoever reads them.
 */
export class CallPath implements Transport {
  // Sessions are renewed as nobody: the access token is what has run out.
  private readonly accounts: Accounts;

  constructor(
    readonly socket: Transport,
    readonly options: SettledOptions,
    readonly retries: RetryPolicy,
    readonly credentials: CallerCredentials,
    readonly purpose: MessageInitShape<typeof PurposeSchema> | undefined,
  ) {
    this.accounts = createClient(
      AccountService,
      credentials === nobody ? this : new CallPath(socket, options, retries, nobody, undefined),
    );
  }

  async unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: GivenHeaders,
    input: MessageInitShape<I>,
    contextValues?: ContextValues,
  ): Promise<UnaryResponse<I, O>> {
    const rule = ruleOf(method);
    const end = performance.now() + (timeoutMs ?? this.deadlineOf(rule));
    const tries = new Tries(this, rule, signal);
    for (;;) {
      const [sent, attached] = this.prepare(rule, input as Fields);
      const token = await this.tokenFor(header, signal);
      signal?.throwIfAborted();
      const left = remaining(end);
      try {
        const answer = await this.socket.unary(
          method, signal, left, withToken(header, token), sent as MessageInitShape<I>, contextValues);
        this.retries.answered();
        this.remember(rule, attached, answer.message as unknown as Fields);
        return answer;
      } catch (thrown) {
        await tries.after(thrown, token, attached, rule.mayRepeat(input as Fields) ? end - performance.now() : 0);
      }
    }
  }

  async stream<I extends DescMessage, O extends DescMessage>(
    method: DescMethodStreaming<I, O>,
    signal: AbortSignal | undefined,
    timeoutMs: number | undefined,
    header: GivenHeaders,
    input: AsyncIterable<MessageInitShape<I>>,
    contextValues?: ContextValues,
  ): Promise<StreamResponse<I, O>> {
    const rule = ruleOf(method);
    const end = performance.now() + (timeoutMs ?? this.deadlineOf(rule));
    const request = method.methodKind === "server_streaming" ? await only(input) : undefined;
    const tries = new Tries(this, rule, signal);
    for (;;) {
      const [sent, attached] = request === undefined ? [undefined, NOTHING] : this.prepare(rule, request as Fields);
      const token = await this.tokenFor(header, signal);
      signal?.throwIfAborted();
      const left = remaining(end);
      try {
        const answer = await this.socket.stream(
          method, signal, left, withToken(header, token),
          sent === undefined ? input : one(sent as MessageInitShape<I>), contextValues);

        // Until its first message a read may be opened again; from then on that is the business of who reads it.
        const messages = answer.message[Symbol.asyncIterator]();
        const first = request === undefined ? undefined : await messages.next();
        const message = this.read(rule, signal, attached, first, messages);
        return { ...answer, message } as StreamResponse<I, O>;
      } catch (thrown) {
        if (request === undefined) {
          throw this.failed(rule, signal, thrown);
        }
        await tries.after(thrown, token, attached, rule.isRead ? end - performance.now() : 0);
      }
    }
  }

  /** Tries to get another token in place of a refused one. */
  renew(refused: string): Promise<boolean> {
    return this.credentials.renew(refused, this.accounts);
  }

  private deadlineOf(rule: CallRule): number {
    return (
      this.options.deadlinesMs[rule.fullName] ??
      (rule.streams
        ? this.options.streamDeadlineMs
        : rule.isRead ? this.options.readDeadlineMs : this.options.writeDeadlineMs)
    );
  }

  // The caller's own object is changed by its request_id only; anything else goes into a copy, because it holds for
  // this sending alone.
  private prepare(rule: CallRule, request: Fields): [Fields, Attached] {
    rule.giveRequestId(request);
    const key = this.options.memory === null ? undefined : rule.memoryKeyOf(request);
    const looked = key === undefined ? undefined : this.options.memory!.look(key);
    const entry = rule.takesConsistency && request["consistency"] === undefined ? looked?.entry : undefined;
    const states = this.purpose !== undefined && rule.takesPurpose && request["purpose"] === undefined;
    const copy = entry !== undefined || states ? { ...request } : request;
    if (states) {
      copy["purpose"] = this.purpose;
    }
    if (entry !== undefined) {
      copy["consistency"] = {
        requirement: entry.token === ""
          ? { case: "fullyConsistent", value: true }
          : { case: "atLeastAsFresh", value: entry.token },
      };
    }
    return [copy, { key, sentAt: looked?.sentAt ?? 0, entry }];
  }

  private remember(rule: CallRule, attached: Attached, response: Fields): void {
    const token = rule.tokenOf(response);
    if (attached.key !== undefined && token !== undefined) {
      const memory = this.options.memory!;
      if (rule.isRead) {
        memory.keepRead(attached.key, token, attached.sentAt);
      } else {
        memory.keepWrite(attached.key, token, attached.sentAt);
      }
    }
  }

  // A call that carries credentials of its own is left alone.
  private async tokenFor(header: GivenHeaders, signal: AbortSignal | undefined): Promise<string | undefined> {
    return new Headers(header).has(AUTHORIZATION)
      ? undefined
      : unlessAborted(this.credentials.accessToken(this.accounts), signal);
  }

  private async *read<T>(
    rule: CallRule, signal: AbortSignal | undefined, attached: Attached, first: IteratorResult<T> | undefined,
    messages: AsyncIterator<T>,
  ): AsyncGenerator<T> {
    try {
      let next = first ?? (await messages.next());
      while (next.done !== true) {
        this.remember(rule, attached, next.value as Fields);
        yield next.value;
        next = await messages.next();
      }
    } catch (thrown) {
      throw this.failed(rule, signal, thrown);
    } finally {
      // A reader that leaves early ends the stream.
      await messages.return?.();
    }
  }

  private failed(rule: CallRule, signal: AbortSignal | undefined, thrown: unknown): CitizenAccountError {
    signal?.throwIfAborted();
    return readFailure(rule.fullName, thrown);
  }
}

/** What was tried of one call. */
class Tries {
  private retries = 0;
  private renewed = false;
  private forgot = false;

  constructor(
    private readonly path: CallPath,
    private readonly rule: CallRule,
    private readonly signal: AbortSignal | undefined,
  ) {}

  /** Returns when the call is to be tried again; else it ends here. */
  async after(thrown: unknown, token: string | undefined, attached: Attached, leftMs: number): Promise<void> {
    // A caller that gave up gets its own reason.
    this.signal?.throwIfAborted();
    const failure = readFailure(this.rule.fullName, thrown);
    if (this.forgets(failure, attached) || (await this.renews(failure, token))) {
      return;
    }
    const wait = leftMs > 0 ? this.path.retries.waitBefore(failure, ++this.retries, leftMs) : undefined;
    if (wait === undefined) {
      throw failure;
    }
    await pause(wait, this.signal);
  }

  // A token of ours that the service does not take is forgotten, and the call made without it.
  private forgets(failure: CitizenAccountError, attached: Attached): boolean {
    if (
      this.forgot || attached.entry === undefined || !(failure instanceof RefusedError) ||
      failure.reason !== ErrorReason.CONSISTENCY_TOKEN_INVALID
    ) {
      return false;
    }
    this.path.options.memory!.forget(attached.key!);
    return (this.forgot = true);
  }

  // A refused access token was refused before anything was done, so every call may be sent again with another one.
  private async renews(failure: CitizenAccountError, token: string | undefined): Promise<boolean> {
    if (this.renewed || token === undefined || !isTokenRefused(failure)) {
      return false;
    }
    this.renewed = true;
    return unlessAborted(this.path.renew(token), this.signal);
  }
}

function isTokenRefused(failure: CitizenAccountError): boolean {
  return (
    failure instanceof RefusedError &&
    failure.kind === "signInRequired" &&
    (failure.reason === ErrorReason.TOKEN_EXPIRED || failure.reason === ErrorReason.UNAUTHENTICATED)
  );
}

function withToken(header: GivenHeaders, token: string | undefined): Headers {
  const headers = new Headers(header);
  if (token !== undefined) {
    headers.set(AUTHORIZATION, `Bearer ${token}`);
  }
  return headers;
}

async function only<T>(input: AsyncIterable<T>): Promise<T> {
  for await (const message of input) {
    return message;
  }
  throw new TypeError("A request is needed.");
}

async function* one<T>(message: T): AsyncGenerator<T> {
  yield message;
}

// The wire has whole milliseconds.
function remaining(end: number): number {
  return Math.max(1, Math.ceil(end - performance.now()));
}

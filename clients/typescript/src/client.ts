import type { DescService, MessageInitShape } from "@bufbuild/protobuf";
import { type Client, createClient, type Transport } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import { type CallerCredentials, nobody } from "./credentials.js";
import { services } from "./contract.js";
import type { PurposeSchema } from "./gen/citizenaccount/type/v1/purpose_pb.js";
import type { SystemInfo } from "./gen/citizenaccount/system/v1/system_info_pb.js";
import { type ClientOptions, settle } from "./options.js";
import { CallPath } from "./path.js";
import { RetryPolicy } from "./retry.js";

// The service takes and gives messages of 4 MiB at most.
const MESSAGE_MAX_BYTES = 4 * 1024 * 1024 + 64 * 1024;

/**
 * The service, as a program sees it: one typed client a service of the contract. Every call gets a deadline, a
 * request_id where it writes, the newest consistency token, and credentials; it is tried again where the contract says
 * that is safe; and it fails with a CitizenAccountError.
 *
 * One instance serves a whole program. `as` and `for` give further ones on the same connection and cost little.
 */
export class CitizenAccountClient {
  private readonly made = new Map<DescService, unknown>();

  private constructor(
    /** The way calls take, for a generated client of one's own, such as one of a newer contract. */
    readonly path: CallPath,
    private readonly sessions: Http2SessionManager,
  ) {}

  /** A client with options of its own; it connects with its first call. */
  static connect(given: ClientOptions): CitizenAccountClient {
    const options = settle(given);
    // A connection that a middlebox has dropped in silence is noticed before the next person waits for it.
    const sessions = new Http2SessionManager(
      options.address,
      { pingIntervalMs: 30_000, pingTimeoutMs: 10_000, idleConnectionTimeoutMs: 300_000 },
      options.connection,
    );
    const socket: Transport = createGrpcTransport({
      baseUrl: options.address,
      sessionManager: sessions,
      readMaxBytes: MESSAGE_MAX_BYTES,
    });
    const path = new CallPath(socket, options, new RetryPolicy(options), given.credentials ?? nobody, undefined);
    return new CitizenAccountClient(path, sessions);
  }

  /** Registration, sign-in, sessions, contact data, who looked at my data. */
  get accounts() {
    return this.of(services.accounts);
  }

  /** The household, its application and documents. */
  get applications() {
    return this.of(services.applications);
  }

  /** The monthly cycle (staff). */
  get cycles() {
    return this.of(services.cycles);
  }

  /** Payment batches, bank files, holds, recoveries, the ledger (staff). */
  get disbursements() {
    return this.of(services.disbursements);
  }

  /** Decisions, their explanation, the calculator, policies. */
  get eligibility() {
    return this.of(services.eligibility);
  }

  /** Income verification (partners). */
  get incomeVerification() {
    return this.of(services.incomeVerification);
  }

  /** Notifications and preferences. */
  get notifications() {
    return this.of(services.notifications);
  }

  /** Objections. */
  get objections() {
    return this.of(services.objections);
  }

  /** Payments and their calendar. */
  get payments() {
    return this.of(services.payments);
  }

  /** What the service is and how to reach the programme. */
  get system() {
    return this.of(services.system);
  }

  /** Your voice is heard (صوتك مسموع). */
  get voice() {
    return this.of(services.voice);
  }

  /** The same service for another caller. */
  as(credentials: CallerCredentials): CitizenAccountClient {
    const { socket, options, retries, purpose } = this.path;
    return new CitizenAccountClient(new CallPath(socket, options, retries, credentials, purpose), this.sessions);
  }

  /** The same service with a purpose on every call that touches a person's data and states none itself. */
  for(purpose: MessageInitShape<typeof PurposeSchema>): CitizenAccountClient {
    const { socket, options, retries, credentials } = this.path;
    return new CitizenAccountClient(new CallPath(socket, options, retries, credentials, purpose), this.sessions);
  }

  /** Asks the service what it is; `clientSupported` says whether this client lies in its range. */
  async getSystemInfo(): Promise<SystemInfo> {
    const { clientName, clientVersion } = this.path.options;
    return (await this.system.getSystemInfo({ clientName, clientVersion })).info!;
  }

  /** Closes the connection, for every client made from this one. */
  close(): void {
    this.sessions.abort();
  }

  private of<T extends DescService>(service: T): Client<T> {
    let client = this.made.get(service);
    if (client === undefined) {
      this.made.set(service, (client = createClient(service, this.path)));
    }
    return client as Client<T>;
  }
}

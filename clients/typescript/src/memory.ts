const HOUSEHOLDS = "households/";

/** What is known under a key; an empty token means that the next read asks the database. */
export interface Remembered {
  readonly token: string;
  readonly answeredAt: number;
}

/**
 * Remembers the newest consistency token of each household (and account, cycle, batch ...) that a client was answered
 * with, so that later reads never show anything older. One memory may serve every person a program acts for: tokens
 * name what was seen and give no right to see it.
 *
 * Tokens are opaque, so which of two is newer is told by when their calls ran: a read replaces what stood there when it
 * was sent; a write replaces everything, and when another write answered while it was under way the next read asks the
 * database. An entry that was dropped for want of room costs freshness of two seconds at most.
 */
export class ConsistencyMemory {
  // A Map keeps the order of insertion, so the first key is the one that was not used for longest.
  private readonly entries = new Map<string, Remembered>();
  private answers = 0;

  /** @param entriesMax Entries kept; the longest unused is dropped first. About 300 bytes each. */
  constructor(private readonly entriesMax = 10_000) {
    if (!Number.isInteger(entriesMax) || entriesMax < 1) {
      throw new RangeError("entriesMax: a whole number from 1 is needed.");
    }
  }

  /** The newest token of a household, to hand on to another process; undefined when none is known. */
  tokenOf(household: string): string | undefined {
    return this.touch(household)?.token || undefined;
  }

  /** Takes over a token of a household from elsewhere, such as from a cookie of another instance. */
  remember(household: string, token: string): void {
    this.put(household, token);
  }

  /** Forgets what is known of a household. */
  forget(household: string): void {
    this.entries.delete(household);
  }

  /** What stands under a key when a call is sent, and the instant of it. @internal */
  look(key: string): { entry: Remembered | undefined; sentAt: number } {
    return { entry: this.touch(key), sentAt: this.answers };
  }

  /** Keeps the token of a read, unless something newer came since it was sent. @internal */
  keepRead(key: string, token: string, sentAt: number): void {
    const entry = this.touch(key);
    if (entry === undefined || entry.answeredAt <= sentAt) {
      this.put(key, token);
    }
  }

  /** Keeps the token of a write. @internal */
  keepWrite(key: string, token: string, sentAt: number): void {
    // Which of two writes under way at once came last cannot be seen here, so the next read asks the database.
    const entry = this.touch(key);
    this.put(key, entry !== undefined && entry.answeredAt > sentAt ? "" : token);
  }

  private touch(key: string): Remembered | undefined {
    const entry = this.entries.get(key);
    if (entry !== undefined) {
      this.entries.delete(key);
      this.entries.set(key, entry);
    }
    return entry;
  }

  private put(key: string, token: string): void {
    this.entries.delete(key);
    this.entries.set(key, { token, answeredAt: ++this.answers });
    if (this.entries.size > this.entriesMax) {
      for (const oldest of this.entries.keys()) {
        this.entries.delete(oldest);
        break;
      }
    }
  }
}

/**
 * Under what the token of something named is remembered: one for a household, whatever the call; one for anything else
 * and service.
 */
export function memoryKeyOf(service: string, name: string): string {
  const root = name.split("/", 2).join("/");
  return root.startsWith(HOUSEHOLDS) ? root : `${service} ${root}`;
}

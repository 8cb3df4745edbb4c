import { createHash } from "node:crypto";
import { clone, type MessageInitShape, create } from "@bufbuild/protobuf";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { Client } from "@connectrpc/connect";
import type { AccountService } from "./gen/citizenaccount/account/v1/account_service_pb.js";
import { type SessionTokens, SessionTokensSchema } from "./gen/citizenaccount/account/v1/session_pb.js";

// A call that is sent now should still find its token alive when it arrives.
const AHEAD_MS = 20_000;

const RENEWAL_DEADLINE_MS = 20_000;

/** The account service, called as nobody. */
export type Accounts = Client<typeof AccountService>;

/** Whom a call is made for. */
export interface CallerCredentials {
  /** The access token to send; undefined sends none. */
  accessToken(accounts: Accounts): Promise<string | undefined>;
  /** Tries to get another token after one was refused; answers whether there is another now. */
  renew(refused: string, accounts: Accounts): Promise<boolean>;
}

/** Nobody: for calls that are open to anyone, and for partners known by their certificate. */
export const nobody: CallerCredentials = {
  accessToken: async () => undefined,
  renew: async () => false,
};

/** A caller with a token that does not change. */
export function fromToken(accessToken: string): CallerCredentials {
  return { accessToken: async () => accessToken, renew: async () => false };
}

/**
 * A caller whose token comes from elsewhere, such as from the issuer that staff sign in with. The source is asked for
 * every call, so it keeps the token itself; when the service answers that the token has expired, it is asked once more,
 * with the refused token, for a newer one.
 */
export function fromSource(source: (refused?: string) => Promise<string>): CallerCredentials {
  return {
    accessToken: () => source(),
    renew: async (refused) => (await source(refused)) !== refused,
  };
}

/**
 * The session of a signed-in citizen. Its access token lives for minutes and is renewed before it expires, or when the
 * service refuses it; calls that run at the same time wait for one renewal and share it.
 *
 * A refresh token works once, and one that is used again ends the session, so the new pair has to be kept where the old
 * one was: that is what `renewed` is for. The renewal has a request_id made from the refresh token, so when its answer
 * is lost, or two instances renew at once, both get the same pair within a minute.
 */
export class CitizenSession implements CallerCredentials {
  private current: SessionTokens;
  private renewAt: number | undefined;
  private renewal: Promise<SessionTokens> | undefined;
  private readonly renewed: (tokens: SessionTokens) => Promise<void> | void;
  private readonly now: () => number;

  /**
   * @param tokens The tokens of SignIn, CompleteNafathSignIn, ChangePassword or RefreshSession.
   * @param kept `renewed` keeps a new pair, before any call is made with it; when it fails, the calls that waited fail
   * with it. `now` is the clock that tells when a token is about to expire, the machine's when absent.
   */
  constructor(
    tokens: MessageInitShape<typeof SessionTokensSchema>,
    kept: { renewed?: (tokens: SessionTokens) => Promise<void> | void; now?: () => number } = {},
  ) {
    this.current = clone(SessionTokensSchema, create(SessionTokensSchema, tokens));
    this.renewed = kept.renewed ?? (() => undefined);
    this.now = kept.now ?? Date.now;
    const expires = this.current.accessExpiresTime;
    this.renewAt = expires === undefined ? undefined : timestampMs(expires) - AHEAD_MS;
  }

  /** The present tokens. Secrets: keep them sealed, never in a log. */
  get tokens(): SessionTokens {
    return clone(SessionTokensSchema, this.current);
  }

  /** The account, `accounts/{account}`. */
  get account(): string {
    return this.current.account;
  }

  /** Goes on with the tokens of another answer, such as that of ChangePassword. */
  replace(tokens: SessionTokens): void {
    this.take(clone(SessionTokensSchema, tokens));
  }

  async accessToken(accounts: Accounts): Promise<string> {
    const alive = this.renewal === undefined && !this.isAboutToExpire();
    return (alive ? this.current : await this.renewOnce(accounts)).accessToken;
  }

  async renew(refused: string, accounts: Accounts): Promise<boolean> {
    if (this.renewal === undefined && this.current.accessToken !== refused) {
      return true;
    }
    return this.current.refreshToken !== "" && (await this.renewOnce(accounts)).accessToken !== refused;
  }

  private isAboutToExpire(): boolean {
    return this.current.refreshToken !== "" && this.renewAt !== undefined && this.now() >= this.renewAt;
  }

  // One renewal for all who wait. It does not end with the caller that began it: its answer would be lost for the rest.
  private renewOnce(accounts: Accounts): Promise<SessionTokens> {
    this.renewal ??= this.exchange(accounts, this.current.refreshToken).finally(() => {
      this.renewal = undefined;
    });
    return this.renewal;
  }

  private async exchange(accounts: Accounts, refreshToken: string): Promise<SessionTokens> {
    const request = { requestId: requestIdOf(refreshToken), refreshToken };
    const answer = await accounts.refreshSession(request, { timeoutMs: RENEWAL_DEADLINE_MS });
    const fresh = answer.tokens ?? create(SessionTokensSchema);
    try {
      await this.renewed(clone(SessionTokensSchema, fresh));
    } finally {
      // Taken even when it could not be kept elsewhere: the old pair is used up.
      this.take(fresh);
    }
    return fresh;
  }

  // How long fresh tokens live is reckoned from now and not by their instant: with a clock that is off, each call
  // would renew the session else.
  private take(fresh: SessionTokens): void {
    const [expires, made] = [fresh.accessExpiresTime, fresh.session?.lastSeenTime];
    const life = expires && made ? timestampMs(expires) - timestampMs(made) : 0;
    this.renewAt = life > AHEAD_MS ? this.now() + life - AHEAD_MS : undefined;
    this.current = fresh;
  }
}

function requestIdOf(refreshToken: string): string {
  const hash = createHash("sha256").update(`renewal of ${refreshToken}`).digest();
  hash[6] = 0x80 | (hash[6]! & 0x0f);
  hash[8] = 0x80 | (hash[8]! & 0x3f);
  const hex = hash.toString("hex", 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

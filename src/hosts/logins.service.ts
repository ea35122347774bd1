import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { nanoid } from 'nanoid';
import type { HostTokens } from '../contracts/rest.js';
import { TokensService } from '../platform/auth/tokens.service.js';
import { problem } from '../platform/problems/podium-error.js';
import { HostRecord } from './host.schema.js';
import { toHost } from './to-host.js';

/** The most devices of one host that stay logged in; a further login ends the oldest one. */
const MAX_LOGINS = 20;

const digest = (tokenId: string) => createHash('sha256').update(tokenId).digest('base64url');

/**
 * Logins as families of refresh tokens. Each token is valid once: spending it stores its successor in the same step. A spent
 * token that is sent again ends the family: either the client that sends it or the one that spent it has stolen it (RFC 9700,
 * 4.14.2).
 */
@Injectable()
export class LoginsService {
  constructor(
    @InjectModel(HostRecord.name) private readonly hosts: Model<HostRecord>,
    private readonly tokens: TokensService,
  ) {}

  /** A family for an account that is yet to be stored. */
  first() {
    const family = nanoid();
    const tokenId = nanoid();
    return { family, tokenId, login: { family, current: digest(tokenId) } };
  }

  /** Starts a family for a host who has just given the right password. */
  async start(host: HostRecord): Promise<HostTokens> {
    const { family, tokenId, login } = this.first();
    await this.hosts.updateOne(
      { _id: host._id },
      { $push: { logins: { $each: [login], $slice: -MAX_LOGINS } } },
    );
    return this.issue(host, family, tokenId);
  }

  /** @throws PodiumError 401 `REFRESH_SPENT` for a token that is spent or whose login has ended */
  async continue(refreshToken: string): Promise<HostTokens> {
    const { hostId, family, tokenId } = this.tokens.verifyRefresh(refreshToken);
    const next = nanoid();
    const host = await this.hosts
      .findOneAndUpdate(
        { _id: hostId, logins: { $elemMatch: { family, current: digest(tokenId) } } },
        { $set: { 'logins.$.current': digest(next) } },
      )
      .lean();
    if (host) return this.issue(host, family, next);
    await this.hosts.updateOne({ _id: hostId }, { $pull: { logins: { family } } });
    throw problem('REFRESH_SPENT');
  }

  issue(host: HostRecord, family: string, tokenId: string): HostTokens {
    return {
      host: toHost(host),
      accessToken: this.tokens.signAccess(host._id),
      refreshToken: this.tokens.signRefresh({ hostId: host._id, family, tokenId }),
    };
  }
}

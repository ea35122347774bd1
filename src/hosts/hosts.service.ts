import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import { nanoid } from 'nanoid';
import type { Host, HostTokens } from '../contracts/rest.js';
import { tokenInvalid } from '../platform/auth/token-errors.js';
import { addressKey } from '../platform/http/address-key.js';
import { problem } from '../platform/problems/podium-error.js';
import { isDuplicateKey } from '../platform/mongo/duplicate-key.js';
import type { LoginDto, RegisterDto } from './host.dto.js';
import { HostRecord } from './host.schema.js';
import { LoginGuessing } from './login-guessing.js';
import { LoginsService } from './logins.service.js';
import { PasswordsService } from './passwords.service.js';
import { toHost } from './to-host.js';

const ID_LENGTH = 16;

/** Accounts of hosts. */
@Injectable()
export class HostsService {
  constructor(
    @InjectModel(HostRecord.name) private readonly hosts: Model<HostRecord>,
    private readonly passwords: PasswordsService,
    private readonly logins: LoginsService,
    private readonly guessing: LoginGuessing,
  ) {}

  /**
   * @param address where the request comes from
   * @throws PodiumError 409 `EMAIL_TAKEN`; the unique index decides in the end, so that two at a time can't both succeed
   */
  async register({ email, password, name }: RegisterDto, address: string): Promise<HostTokens> {
    // Checked before the hash is made, which is the costly part.
    if (await this.hosts.exists({ email })) throw problem('EMAIL_TAKEN');
    const { family, tokenId, login } = this.logins.first();
    const host: HostRecord = {
      _id: nanoid(ID_LENGTH),
      email,
      name,
      passwordHash: await this.passwords.hash(password, addressKey(address)),
      createdAt: new Date(),
      logins: [login],
    };
    try {
      await this.hosts.create(host);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw problem('EMAIL_TAKEN');
    }
    return this.logins.issue(host, family, tokenId);
  }

  /**
   * @param address where the request comes from
   * @throws PodiumError 401 `BAD_CREDENTIALS`, the same in words and time whether the address or the password is wrong,
   * 429 `TOO_MANY_LOGINS`
   */
  async login({ email, password }: LoginDto, address: string): Promise<HostTokens> {
    const host = await this.guessing.attempt(email, address, async () => {
      const known = await this.hosts.findOne({ email }).lean();
      return (await this.passwords.verify(known?.passwordHash, password)) && known ? known : undefined;
    });
    if (!host) throw problem('BAD_CREDENTIALS');
    return this.logins.start(host);
  }

  /** @throws PodiumError 401 `TOKEN_INVALID` when the account is gone */
  async get(hostId: string): Promise<Host> {
    const host = await this.hosts.findById(hostId, { email: 1, name: 1 }).lean();
    if (!host) throw tokenInvalid();
    return toHost(host);
  }
}

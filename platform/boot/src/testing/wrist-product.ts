import { Injectable } from '@nestjs/common';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import { AccessErrors, type TokenVerifier, type VerifiedToken } from '@mesh/access';
import { accepts, dataProduct, IsInstant, Phi, type Asked, type Serves } from '@mesh/product';
import { DataProductModule } from '@mesh/runtime';
import { serveForTest, type GroundForTest, type ServedForTest, type ServingForTest } from './serve-for-test.js';

/** What a bracelet measures. */
export class WristMeasured {
  @IsString()
  readingId!: string;

  @Phi()
  @IsString()
  @Matches(/^[\x20-\x7e]+$/)
  person!: string;

  @IsInt()
  @Min(20)
  @Max(300)
  pulse!: number;

  @IsOptional()
  @IsNumber()
  oxygen?: number | null;

  @IsOptional()
  @IsIn(['left', 'right'])
  arm?: string | null;

  @IsInstant()
  takenAt!: string;
}

export const wrist = dataProduct('cardiology.wrist', {
  version: '1.0.0',
  title: 'Wrist',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Take what bracelets measure.',
  sensitivity: 'phi',
  inputs: {
    measured: accepts('measured', {
      summary: 'A bracelet measured',
      message: WristMeasured,
      id: 'readingId',
      key: 'person',
      at: 'takenAt',
    }),
  },
  ports: {},
  grants: [
    { role: 'device-app', ports: ['measured'], purposes: ['TREAT'] },
    { role: 'data-engineer', ports: ['measured', 'rejects', 'rejected'], purposes: ['HOPERAT'] },
  ],
  promises: { availability: 0.999, freshness: '5m', retention: '7y' },
});

/** Remembers what it heard. */
@Injectable()
export class WristService implements Serves<typeof wrist> {
  readonly heard: WristMeasured[] = [];

  onMeasured(message: WristMeasured, _asked: Asked): Promise<void> {
    this.heard.push(message);
    return Promise.resolve();
  }
}

/** Test double: tokens are the names of roles. */
class RoleTokens implements TokenVerifier {
  verify(authorization: string | undefined): VerifiedToken {
    if (authorization === undefined) throw AccessErrors.TOKEN_MISSING();
    const [subject = '', role = subject] = authorization.replace('Bearer ', '').split('@');
    const purpose = role === 'data-engineer' ? 'HOPERAT' : 'TREAT';
    return { subject: `${subject}-app`, roles: [role], purpose, expiresAt: Number.MAX_SAFE_INTEGER };
  }
}

export interface ServedWrist extends ServedForTest {
  readonly service: WristService;
}

/** The wrist product behind its doors; closes `db` with the rest. */
export async function serveWrist(db: GroundForTest, serving: ServingForTest = {}): Promise<ServedWrist> {
  const service = new WristService();
  const product = DataProductModule.serve(wrist, WristService, {
    recipes: {},
    providers: [{ provide: WristService, useValue: service }],
  });
  return { service, ...(await serveForTest(db, product, new RoleTokens(), serving)) };
}

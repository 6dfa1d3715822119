import { once } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import { IsIn, IsNumber, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import {
  dataProduct,
  dataset,
  event,
  IsInstant,
  Phi,
  quality,
  rest,
  type Asked,
  type Live,
  type Serves,
} from '@mesh/product';
import { InjectLive } from '@mesh/runtime';

/** How the service shall behave with a reading. */
const BEHAVIOURS = ['answer', 'wait', 'stay-away', 'throw', 'emit-rubbish', 'answer-rubbish'] as const;

/** A reading that also says what shall become of it. */
export class Reading {
  @Phi()
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  person!: string;

  @IsNumber()
  @Min(20)
  @Max(300)
  pulse!: number;

  @IsOptional()
  @IsString()
  note?: string | null;

  @IsIn(BEHAVIOURS)
  behaviour!: (typeof BEHAVIOURS)[number];

  @IsInstant()
  takenAt!: string;
}

export class Taken extends Reading {
  @IsString()
  readingId!: string;
}

export class Receipt {
  @IsString()
  readingId!: string;
}

export class Case {
  @IsString()
  caseId!: string;

  @Phi()
  @IsString()
  person!: string;

  @IsNumber()
  pulse!: number;

  @IsInstant()
  takenAt!: string;
}

export const pulse = dataProduct('cardiology.pulse', {
  version: '1.0.0',
  title: 'Pulse',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Follow the pulse of a person.',
  sensitivity: 'phi',
  ports: {
    readings: rest.post('/readings', { summary: 'Takes a reading', body: Reading, returns: Receipt }),
    taken: event('taken', {
      summary: 'A reading was taken',
      message: Taken,
      id: 'readingId',
      key: 'person',
      at: 'takenAt',
    }),
    history: dataset('history', {
      summary: 'Every reading',
      row: Taken,
      key: 'readingId',
      partitionBy: 'takenAt',
      lands: 'taken',
      refresh: '5m',
      quality: [
        quality.atLeastRows(1, { because: 'A history has a reading', severity: 'warning' }),
        quality.complete('person', { because: 'A reading is of somebody' }),
        quality.unique('person', { because: 'Nobody is read twice here' }),
      ],
    }),
    cases: dataset('cases', {
      summary: 'Known cases',
      row: Case,
      key: 'caseId',
      partitionBy: 'takenAt',
      refresh: '1d',
    }),
  },
  grants: [
    { role: 'clinic', ports: ['readings'], purposes: ['TREAT'] },
    { role: 'data-scientist', ports: ['cases', 'history', 'taken'], purposes: ['HRESCH'] },
    { role: 'practitioner', ports: ['cases', 'taken'], purposes: ['TREAT'], reveals: ['phi'] },
  ],
  promises: { availability: 0.999, freshness: '5m', retention: '7y' },
});

/** Lets a spec see a call arrive and say when it goes on. */
export class Gate extends EventTarget {
  arrived(): Promise<unknown> {
    return once(this, 'arrived');
  }

  open(): void {
    this.dispatchEvent(new Event('open'));
  }

  async pass(): Promise<void> {
    const opened = once(this, 'open');
    this.dispatchEvent(new Event('arrived'));
    await opened;
  }
}

@Injectable()
export class PulseService implements Serves<typeof pulse> {
  constructor(
    @InjectLive(pulse) private readonly live: Live<typeof pulse>,
    @Inject(Gate) private readonly gate: Gate,
  ) {}

  async readings(reading: Reading, asked: Asked): Promise<Receipt> {
    const receipt = { readingId: asked.requestId };
    switch (reading.behaviour) {
      case 'throw':
        throw new Error(`cannot take ${reading.note} of ${reading.person}`);
      case 'stay-away':
        await once(asked.signal, 'abort');
        break;
      case 'wait':
        await this.gate.pass();
        break;
      case 'emit-rubbish':
        await this.live.emit.taken({ ...reading, ...receipt, takenAt: reading.note as string }, asked);
        break;
      case 'answer-rubbish':
        return { readingId: { note: reading.note } as unknown as string };
      case 'answer':
        break;
    }
    await this.live.emit.taken({ ...reading, ...receipt }, asked);
    return receipt;
  }

  async *cases(from: number): AsyncIterable<Case> {
    for (let number = from; number < 25; number += 1) {
      yield {
        caseId: `case-${number}`,
        person: `person-${number}`,
        pulse: 60 + number,
        takenAt: '2026-01-01T00:00:00Z',
      };
    }
  }
}

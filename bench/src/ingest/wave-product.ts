import { Injectable } from '@nestjs/common';
import { IsNumber, IsString, Max, MaxLength, Min } from 'class-validator';
import { accepts, dataProduct, IsInstant, type Serves } from '@mesh/product';
import { DataProductModule } from '@mesh/runtime';

/** Some seconds of a bracelet: a few figures, and the wave they were read from. */
class WaveMeasured {
  @IsString()
  readingId!: string;

  @IsString()
  person!: string;

  @IsInstant()
  takenAt!: string;

  @IsNumber()
  @Min(20)
  @Max(300)
  pulse!: number;

  @IsNumber()
  @Min(0)
  @Max(100)
  oxygen!: number;

  @IsString()
  @MaxLength(16_384)
  wave!: string;
}

/** Where rows are sent to be measured: nothing is done with them but to take them, one by one. */
const waves = dataProduct('cardiology.bench-waves', {
  version: '1.0.0',
  title: 'Waves',
  owner: { team: 'bench', contact: 'bench@cloudmedical.example' },
  purpose: 'Measure how fast rows are taken in.',
  sensitivity: 'internal',
  inputs: {
    measured: accepts('measured', {
      summary: 'A bracelet measured',
      message: WaveMeasured,
      id: 'readingId',
      key: 'person',
      at: 'takenAt',
    }),
  },
  ports: {},
  grants: [{ role: 'device-app', ports: ['measured'], purposes: ['TREAT'] }],
  promises: { availability: 0.99, freshness: '1d', retention: '7d' },
});

@Injectable()
class WaveService implements Serves<typeof waves> {
  onMeasured(): Promise<void> {
    return Promise.resolve();
  }
}

/** The domain of the benchmark. */
export const wavesModule = DataProductModule.serve(waves, WaveService, { recipes: {} });

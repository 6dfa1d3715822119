import { Inject, Injectable } from '@nestjs/common';

import { ColumnLineageReader } from './column-lineage-reader.js';
import { GraphReader, type Graph } from './graph-reader.js';
import { LineageSettings } from './lineage-options.js';
import { graphQuery, nodeQuery } from './lineage-query.js';
import { LineageErrors } from './lineage.errors.js';
import { NodeSearch } from './node-search.js';
import { RunReader, type Run } from './run-reader.js';

/** Answers questions as they arrive over HTTP. */
@Injectable()
export class LineageQueries {
  constructor(
    @Inject(GraphReader) private readonly graphs: GraphReader,
    @Inject(ColumnLineageReader) private readonly fields: ColumnLineageReader,
    @Inject(RunReader) private readonly runs: RunReader,
    @Inject(NodeSearch) private readonly nodes: NodeSearch,
    @Inject(LineageSettings) private readonly settings: LineageSettings,
  ) {}

  graph(asked: Readonly<Record<string, unknown>>): Promise<Graph> {
    return this.graphs.graph(graphQuery(asked, this.settings.now()));
  }

  columns(asked: Readonly<Record<string, unknown>>): Promise<Graph> {
    return this.fields.graph(graphQuery(asked, this.settings.now()));
  }

  search(asked: Readonly<Record<string, unknown>>): ReturnType<NodeSearch['find']> {
    return this.nodes.find(nodeQuery(asked));
  }

  /** Throws LINEAGE.NODE_UNKNOWN. */
  async run(id: string): Promise<Run> {
    const run = await this.runs.run(id);
    if (run === undefined) throw LineageErrors.NODE_UNKNOWN();
    return run;
  }
}

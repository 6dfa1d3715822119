import { join } from 'node:path';
import { writePrivate } from '../home/private-file.js';

/** Warnings to a file that is bounded; to standard output only what says that it has started, or why not. */
const configuration = (file: string): string => `<Configuration status="ERROR">
  <Appenders>
    <Console name="output"><PatternLayout pattern="%m%n%ex{20}"/></Console>
    <RollingFile name="file" fileName="${file}" filePattern="${file}.%i" ignoreExceptions="true">
      <PatternLayout pattern="%d{ISO8601}{UTC} %p %c{1} %m%n%ex{20}"/>
      <SizeBasedTriggeringPolicy size="5 MB"/>
      <DefaultRolloverStrategy max="2"/>
    </RollingFile>
  </Appenders>
  <Loggers>
    <Root level="WARN"><AppenderRef ref="file"/></Root>
    <Logger name="kafka.server.KafkaRaftServer" level="INFO"><AppenderRef ref="output"/></Logger>
    <Logger name="kafka.Kafka$" level="ERROR"><AppenderRef ref="output"/></Logger>
    <Logger name="org.apache.kafka.server.fault" level="ERROR"><AppenderRef ref="output"/></Logger>
  </Loggers>
</Configuration>
`;

/** Writes how a broker logs and returns the path of that. */
export function writeLogging(home: string, node: number): string {
  const path = join(home, `logging-${node}.xml`);
  writePrivate(path, configuration(join(home, `broker-${node}.log`)));
  return path;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached, isCached } from './cache.js';
import type { Progress } from './engine-options.js';
import { run } from './run-tool.js';
import { TOOLS, type Tool } from './tools.js';

const VERSION = '4.1.1';
const NAME = `kafka-${VERSION}`;

const dependency = (group: string, artifact: string, version: string) =>
  `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`;

/** A project that consists only of its dependencies; it has slf4j-simple since Kafka brings no logger of its own. */
const POM = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>podium</groupId><artifactId>engines</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
    ${dependency('org.apache.kafka', 'kafka_2.13', VERSION)}
    ${dependency('org.slf4j', 'slf4j-simple', '1.7.36')}
  </dependencies>
</project>
`;

/** Tools of the system that running Kafka needs on this machine. */
export const kafkaTools = (): Tool[] => (isCached(NAME) ? [TOOLS.java] : [TOOLS.java, TOOLS.maven]);

/** The folder with Kafka's jars: the broker from Maven, without the scripts of Kafka's archive. */
export async function findKafka(progress: Progress): Promise<string> {
  if (!isCached(NAME)) progress(`downloading Kafka ${VERSION} …`);
  const folder = await cached(NAME, async (temporary) => {
    const pom = join(temporary, 'pom.xml');
    await writeFile(pom, POM);
    const goal = 'dependency:copy-dependencies';
    await run('mvn', ['-B', '-q', '-f', pom, goal, `-DoutputDirectory=${join(temporary, 'lib')}`]);
  });
  return join(folder, 'lib');
}

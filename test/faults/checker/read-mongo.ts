import { MongoClient } from 'mongodb';
import type { MongoEvidence, MongoResult, MongoSession, StoredAnswer } from './evidence.js';

/** The part of a document of `sessions` that matters here. */
export interface SessionDocument extends MongoSession {
  _id: string;
}

/** A document of `results`. */
export interface ResultDocument {
  _id: string;
  sessionId: string;
  playerId: string;
  joinedAt?: number;
  score?: number;
  correct?: number;
  answered?: number;
  reachedAt?: number;
  kicked?: boolean;
  answers?: Record<string, StoredAnswer>;
}

/** Reads the sessions and results of a run as a majority of the replica set has them. */
export async function readMongo(url: string, sessionIds: string[]): Promise<MongoEvidence> {
  const client = new MongoClient(url, {
    serverSelectionTimeoutMS: 5_000,
    socketTimeoutMS: 60_000,
    readPreference: 'primary',
    readConcern: { level: 'majority' },
  });
  try {
    const db = client.db();
    const sessions = db
      .collection<SessionDocument>('sessions')
      .find({ _id: { $in: sessionIds } }, { projection: { status: 1, players: 1, standings: 1 } });
    const results = db.collection<ResultDocument>('results').find({ sessionId: { $in: sessionIds } });
    return await toMongoEvidence(sessions, results);
  } finally {
    await client.close();
  }
}

type Documents<Document> = Iterable<Document> | AsyncIterable<Document>;

/** Turns documents into evidence. A missing field counts as 0, as `$inc` treats it. */
export async function toMongoEvidence(
  sessionDocuments: Documents<SessionDocument>,
  resultDocuments: Documents<ResultDocument>,
): Promise<MongoEvidence> {
  const sessions: MongoEvidence['sessions'] = new Map();
  for await (const { _id, status, players, standings } of sessionDocuments) {
    sessions.set(_id, { status, players, standings });
  }
  const results: MongoEvidence['results'] = new Map();
  for await (const document of resultDocuments) {
    const of = results.get(document.sessionId);
    if (of) of.push(toResult(document));
    else results.set(document.sessionId, [toResult(document)]);
  }
  return { sessions, results };
}

const toResult = (document: ResultDocument): MongoResult => {
  const { _id, playerId, joinedAt, reachedAt, score = 0, correct = 0, answered = 0 } = document;
  const { kicked = false, answers = {} } = document;
  return {
    _id,
    playerId,
    joinedAt,
    reachedAt,
    score,
    correct,
    answered,
    kicked,
    answers: new Map(Object.entries(answers)),
  };
};

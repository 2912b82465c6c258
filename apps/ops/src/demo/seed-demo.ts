import { Filiere } from '@maillon/filieres';
import { TenantDb } from '@maillon/db';
import { CaptureEvents } from '@maillon/traceability';
import { Owner } from '../owner-connection.js';
import { addIdentities } from './add-identities.js';
import { addDays, parisDate } from './paris-time.js';
import { demoState, playDemo } from './play-demo.js';
import { DocumentHands } from './play-documents.js';

export interface SeedServices {
  readonly db: TenantDb;
  readonly capture: CaptureEvents;
  readonly documents: DocumentHands;
  /** Runs `work` in one transaction of the owner role. */
  readonly asOwner: <T>(work: (owner: Owner) => Promise<T>) => Promise<T>;
  /** Makes the hash of the demonstration's password, when it is first needed. */
  readonly passwordHash: () => Promise<string>;
}

export interface SeededDemo {
  /** Filières whose demonstration was played now. */
  readonly played: readonly string[];
  readonly events: number;
}

/** Plays the demonstration of every filière given where it is not complete yet; its last act falls on the day before `now`. */
export async function seedDemo(
  services: SeedServices,
  filieres: readonly Filiere[],
  now = Date.now(),
): Promise<SeededDemo> {
  const played: string[] = [];
  let events = 0;
  for (const filiere of filieres) {
    const { isComplete, lastDay = addDays(parisDate(now), -1) } = await demoState(services.db, filiere.id);
    if (isComplete) continue;
    const hash = await services.passwordHash();
    const who = await services.asOwner((owner) => addIdentities(owner, filiere, hash));
    events += await playDemo(services, filiere, who, lastDay);
    played.push(filiere.slug);
  }
  return { played, events };
}

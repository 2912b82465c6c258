import { Identity1700000000001 } from './1700000000001-identity.js';
import { Membership1700000000002 } from './1700000000002-membership.js';
import { Traceability1700000000003 } from './1700000000003-traceability.js';
import { Intake1700000000004 } from './1700000000004-intake.js';
import { OutboxLease1700000000005 } from './1700000000005-outbox-lease.js';
import { Feed1700000000006 } from './1700000000006-feed.js';
import { Exchange1700000000007 } from './1700000000007-exchange.js';
import { Edi1700000000008 } from './1700000000008-edi.js';
import { Reconciliation1700000000009 } from './1700000000009-reconciliation.js';
import { EventQuery1700000000010 } from './1700000000010-event-query.js';
import { EpcisRest1700000000011 } from './1700000000011-epcis-rest.js';
import { EpcisSubscription1700000000012 } from './1700000000012-epcis-subscription.js';
import { MasterDataAndCalls1700000000013 } from './1700000000013-master-data-and-calls.js';
import { DiscrepancySource1700000000014 } from './1700000000014-discrepancy-source.js';
import { EpcisUpkeep1700000000015 } from './1700000000015-epcis-upkeep.js';
import { ResourceValue1700000000016 } from './1700000000016-resource-value.js';
import { ImpliedKeys1700000000017 } from './1700000000017-implied-keys.js';
import { CaptureWarnings1700000000018 } from './1700000000018-capture-warnings.js';
import { TermViewers1700000000019 } from './1700000000019-term-viewers.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  Identity1700000000001,
  Membership1700000000002,
  Traceability1700000000003,
  Intake1700000000004,
  OutboxLease1700000000005,
  Feed1700000000006,
  Exchange1700000000007,
  Edi1700000000008,
  Reconciliation1700000000009,
  EventQuery1700000000010,
  EpcisRest1700000000011,
  EpcisSubscription1700000000012,
  MasterDataAndCalls1700000000013,
  DiscrepancySource1700000000014,
  EpcisUpkeep1700000000015,
  ResourceValue1700000000016,
  ImpliedKeys1700000000017,
  CaptureWarnings1700000000018,
  TermViewers1700000000019,
];

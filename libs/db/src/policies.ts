import { INTERFACE_POLICIES } from './interface-policies.js';
import {
  ORGANISATION_SETTING,
  PERSON_SETTING,
  FILIERE,
  OWN,
  DECLARED,
  PARTIES,
  ISSUED,
  IN_COMMON,
  COMPARED,
  VISIBLE,
  TablePolicy,
} from './wall.js';

/** The policies of every table that names a filière: made of the expressions of `wall.ts`. */
export const TABLE_POLICIES: Readonly<Record<string, TablePolicy>> = {
  ...INTERFACE_POLICIES,
  membership: {
    select: FILIERE,
    insert: FILIERE,
    update: { using: FILIERE, columns: ['status', 'tier', 'activity_fr', 'activity_en'] },
  },
  // A person may list the roles it holds in every filière: that is how it chooses where to go.
  role_assignment: {
    select: `${FILIERE} or person_id = ${PERSON_SETTING}`,
    insert: FILIERE,
    update: { using: FILIERE, columns: ['role', 'mandate', 'valid_until'] },
    delete: FILIERE,
  },
  invitation: {
    select: FILIERE,
    insert: FILIERE,
    update: { using: FILIERE, columns: ['accepted_at'] },
    delete: FILIERE,
  },
  api_key: {
    select: FILIERE,
    insert: FILIERE,
    update: { using: FILIERE, columns: ['revoked_at', 'last_used_at'] },
  },
  audit_record: { select: FILIERE, insert: FILIERE },
  outbox: {
    select: FILIERE,
    insert: FILIERE,
    update: {
      using: FILIERE,
      columns: [
        'handed_at',
        'handed_count',
        'done_at',
        'run_after',
        'failure',
        'lease_token',
        'lease_until',
        'attempts',
        'failed_at',
      ],
    },
    delete: FILIERE,
  },
  trace_event: { select: VISIBLE, insert: DECLARED },
  trace_event_party: {
    select: `${FILIERE} and (organisation_id = ${ORGANISATION_SETTING} or declarant_id = ${ORGANISATION_SETTING})`,
    insert: DECLARED,
  },
  trace_event_item: { select: VISIBLE, insert: DECLARED },
  // Hashes, ids, instants and a hint of who may see them, to find events whose own policy then decides; never served.
  trace_event_term: { select: FILIERE, insert: FILIERE },
  // Written by the declarer for itself and for whom its events name, which a foreign key sees to; read by these.
  resource_value: {
    select: `${FILIERE} and (organisation_id = ${ORGANISATION_SETTING} or declarant_id = ${ORGANISATION_SETTING})`,
    insert: DECLARED,
  },
  trace_link: { select: VISIBLE, insert: DECLARED, update: { using: VISIBLE, columns: ['valid_to'] } },
  // Derived ids and instants only, read while links are derived and never served: see ADR 0003.
  trace_unpacking: { select: FILIERE, insert: DECLARED, delete: DECLARED },
  item: {
    select: VISIBLE,
    insert: DECLARED,
    update: {
      using: DECLARED,
      columns: [
        'party_ids',
        'granularity',
        'name',
        'key_data',
        'certificates',
        'quantity',
        'unit',
        'made_at',
      ],
    },
  },
  upload: { select: OWN, insert: OWN },
  import_job: {
    select: OWN,
    insert: OWN,
    update: {
      using: OWN,
      columns: [
        'status',
        'cancel_requested',
        'lease_token',
        'lease_until',
        'plan',
        'byte_offset',
        'line',
        'rows_read',
        'rows_accepted',
        'rows_unchanged',
        'rows_refused',
        'started_at',
        'finished_at',
        'failure_code',
        'failure_fr',
        'failure_en',
      ],
    },
  },
  import_refusal: { select: OWN, insert: OWN },
  exchange_document: {
    select: PARTIES,
    insert: ISSUED,
    update: {
      using: PARTIES,
      columns: [
        'number',
        'recipient_id',
        'recipient_name',
        'shown_to',
        'state',
        'must_act_id',
        'due_date',
        'revision',
        'line_count',
        'header',
        'version',
        'channel',
        'import_job_id',
        'updated_at',
        'sent_at',
      ],
    },
  },
  exchange_line: {
    select: PARTIES,
    insert: ISSUED,
    update: {
      using: PARTIES,
      columns: [
        'shown_to',
        'fields',
        'order_id',
        'call_off_id',
        'despatch_advice_id',
        'item_id',
        'package_id',
      ],
    },
    // What was sent stays: only the lines of a draft can be taken out.
    delete: `${ISSUED} and shown_to is null`,
  },
  // History: each party adds what it did, under its own name, and nobody changes it.
  exchange_act: { select: PARTIES, insert: `${PARTIES} and organisation_id = ${ORGANISATION_SETTING}` },
  exchange_event: { select: PARTIES, insert: PARTIES, update: { using: PARTIES, columns: ['is_void'] } },
  exchange_revision: {
    select: PARTIES,
    insert: `${PARTIES} and requested_by = ${ORGANISATION_SETTING}`,
    update: {
      using: PARTIES,
      columns: ['state', 'answered_at', 'answered_by_person_id', 'answer_reason'],
    },
  },
  item_cross_reference: {
    select: IN_COMMON,
    insert: IN_COMMON,
    update: { using: IN_COMMON, columns: ['seller_item', 'gtin', 'description', 'updated_at'] },
    delete: IN_COMMON,
  },
  planning_visit: {
    select: OWN,
    insert: OWN,
    update: { using: OWN, columns: ['visited_at', 'before_that'] },
  },
  // A claim is worked on; once its result stands, nobody changes it.
  edi_interchange: {
    select: OWN,
    insert: OWN,
    update: {
      using: `${OWN} and result is null`,
      check: OWN,
      columns: ['result', 'lease_token', 'lease_until'],
    },
  },
  edi_partner: { select: OWN, insert: OWN, update: { using: OWN, columns: ['profile'] }, delete: OWN },
  // Derived ids and numbers only, so that whoever brings what is awaited can wake who waits; never served.
  exchange_awaited: { select: FILIERE, insert: OWN, delete: OWN },
  edi_waiting_response: {
    select: OWN,
    insert: OWN,
    update: { using: OWN, columns: ['message', 'received_at', 'refused_at', 'findings'] },
    delete: OWN,
  },
  // Ids only, so that whoever writes something can have the others' records compared anew; never served.
  touched_record: {
    select: FILIERE,
    insert: `${FILIERE} and recorded_by is not distinct from ${ORGANISATION_SETTING}`,
    delete: OWN,
  },
  // The rules of the filière (no organisation) are read by all; those of a relation by its two companies.
  reconciliation_rule: {
    select: `${FILIERE} and (organisation_id is null or organisation_id = ${ORGANISATION_SETTING} or partner_id = ${ORGANISATION_SETTING})`,
    insert: `${FILIERE} and organisation_id is not distinct from ${ORGANISATION_SETTING}`,
  },
  discrepancy: {
    select: COMPARED,
    insert: DECLARED,
    update: {
      using: COMPARED,
      columns: [
        'item_id',
        'other_thing_id',
        'label',
        'product',
        'reference',
        'state',
        'must_act_id',
        'declarant_assignee_id',
        'partner_assignee_id',
        'due_date',
        'is_blocking',
        'expected',
        'found',
        'difference',
        'unit',
        'source_ids',
        'evidence',
        'fingerprint',
        'opened_at',
        'changed_at',
        'closed_at',
        'reminded_at',
        'version',
      ],
    },
  },
  // The discrepancies of a record: what `source_ids` says, the other way round.
  discrepancy_source: { select: COMPARED, insert: DECLARED, delete: DECLARED },
  discrepancy_act: {
    select: COMPARED,
    insert: `${COMPARED} and (organisation_id is null or organisation_id = ${ORGANISATION_SETTING})`,
  },
  // Derived ids and a time only, so that the sweeper finds what is due; never served.
  reconciliation_pending: {
    select: FILIERE,
    insert: DECLARED,
    update: { using: DECLARED, columns: ['look_at'] },
    delete: DECLARED,
  },
  reconciliation_run: {
    select: OWN,
    insert: OWN,
    update: {
      using: OWN,
      columns: [
        'state',
        'position',
        'total',
        'looked_at',
        'opened',
        'closed',
        'lease_token',
        'lease_until',
        'started_at',
        'finished_at',
      ],
    },
  },
  reconciliation_figure: {
    select: OWN,
    insert: OWN,
    update: { using: OWN, columns: ['part', 'whole', 'computed_at'] },
  },
};

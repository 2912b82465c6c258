/**
 * What the policies of tables are made of: the tenant wall and the visibility rule, in their one place.
 * The expressions hold sub-selects so that PostgreSQL evaluates each setting once a query and not once a row.
 */
const FILIERE_SETTING = `(select nullif(current_setting('app.filiere_id', true), '')::smallint)`;
export const ORGANISATION_SETTING = `(select nullif(current_setting('app.organisation_id', true), '')::uuid)`;
export const PERSON_SETTING = `(select nullif(current_setting('app.person_id', true), '')::uuid)`;

export const FILIERE = `filiere_id = ${FILIERE_SETTING}`;
/** Rows that belong to one organisation alone: its files, its imports. */
export const OWN = `${FILIERE} and organisation_id = ${ORGANISATION_SETTING}`;
/** Rows that the acting organisation declares: nobody declares in another's name. */
export const DECLARED = `${FILIERE} and declarant_id = ${ORGANISATION_SETTING}`;
/** The visibility rule: the declarer and the parties named; `party_ids` is null where the audience is private. */
export const SEEN = (row = '') =>
  `(${row}declarant_id = ${ORGANISATION_SETTING} or ${ORGANISATION_SETTING} = any (${row}party_ids))`;
/** Rows of a document between two companies: its issuer, and its recipient once it is sent. */
export const PARTIES = `${FILIERE} and (issuer_id = ${ORGANISATION_SETTING} or shown_to = ${ORGANISATION_SETTING})`;
/** Rows that the issuer alone writes: nobody makes out a document in another's name. */
export const ISSUED = `${FILIERE} and issuer_id = ${ORGANISATION_SETTING}`;
/** What two companies keep in common. */
export const IN_COMMON = `${FILIERE} and (buyer_id = ${ORGANISATION_SETTING} or seller_id = ${ORGANISATION_SETTING})`;
/** What the platform found between two companies, or in what one says alone: seen by those whose records it compares. */
export const COMPARED = `${FILIERE} and (declarant_id = ${ORGANISATION_SETTING} or partner_id = ${ORGANISATION_SETTING})`;
export const VISIBLE = `${FILIERE} and ${SEEN()}`;

/** Who may do what with the rows of a table. */
export interface TablePolicy {
  /** Which rows the app role reads. */
  readonly select: string;
  /** Which rows it may add; absent: it may add none. */
  readonly insert?: string;
  /** Which rows it may change, and in which columns; absent: none. */
  readonly update?: {
    readonly using: string;
    /** What must hold of the row as changed, where it is not the same. */
    readonly check?: string;
    readonly columns: readonly string[];
  };
  /** Which rows it may delete; absent: none. */
  readonly delete?: string;
}

/** Types under which EDI files are posted (RFC 1767 for EDIFACT). */
export const EDI_CONTENT_TYPES: readonly string[] = ['application/edifact', 'application/xml', 'text/xml'];
/** Largest file, in bytes: what the readers hold in memory. */
export const EDI_FILE_LIMIT = 20 * 1024 * 1024;

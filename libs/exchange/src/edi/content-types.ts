/** Types under which EDI files are posted (RFC 1767 for EDIFACT). */
export const EDI_CONTENT_TYPES: readonly string[] = ['application/edifact', 'application/xml', 'text/xml'];
/** Largest file, in bytes: of the worst that was made on purpose, it is read in about a second and 150 MB. */
export const EDI_FILE_LIMIT = 8 * 1024 * 1024;

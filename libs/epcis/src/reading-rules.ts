/** What a filière chooses of the checks of events and documents. */
export interface ReadingRules {
  /** Whether a GS1 number with a wrong check digit is refused or only told. Default warning. */
  readonly checkDigit?: 'error' | 'warning';
}

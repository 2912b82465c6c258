import { EpcisException, EpcisProblem } from '../problems/epcis-problem.js';

/** Codes kept with a call; the others are counted. */
const KEPT_CODES = 10;

/** What a refused call is remembered by: no value of the request is in it. */
export interface ToldProblem {
  readonly exception: EpcisException;
  /** Codes of the findings, each once. */
  readonly codes: readonly string[];
  readonly findings: number;
}

const told = new WeakMap<object, ToldProblem>();

/** Remembers the problem that a request was answered with, for the log of calls. */
export function rememberProblem(
  request: object,
  { exception, parts: { findings = [] } }: EpcisProblem,
): void {
  const codes = [...new Set(findings.map(({ code }) => code))].slice(0, KEPT_CODES);
  told.set(request, { exception, codes, findings: findings.length });
}

/** The problem that this request was answered with, if it was one. */
export const problemTold = (request: object): ToldProblem | undefined => told.get(request);
